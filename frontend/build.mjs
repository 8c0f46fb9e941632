// Writes what pages load into static-build/. Run by `make frontend`.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { compile } from "sass";

const OUT = "static-build";
const GOVUK = "node_modules/govuk-frontend/dist/govuk";

// The crown and crest belong to central government, and their files are not copied.
const withoutCrest = (css) => css.replace(/url\([^)]*crest[^)]*\)/g, "none");
const withoutMap = (js) => js.replace(/\/\/# sourceMappingURL=.*\s*$/, "");

mkdirSync(OUT, { recursive: true });
const { css } = compile("frontend/app.scss", {
  loadPaths: ["node_modules/govuk-frontend/dist"],
  quietDeps: true,
  style: "compressed",
});
if (/GDS Transport/i.test(css)) throw new Error("A typeface that only GOV.UK may use is in the style sheet");
writeFileSync(`${OUT}/app.css`, withoutCrest(css));
const script = readFileSync(`${GOVUK}/govuk-frontend.min.js`, "utf8");
writeFileSync(`${OUT}/govuk-frontend.min.js`, withoutMap(script));
for (const name of ["init.js", "js-enabled.js", "favicon.svg"]) copyFileSync(`frontend/${name}`, `${OUT}/${name}`);
