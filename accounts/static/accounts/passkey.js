// Ties the page's one button for a passkey to allauth's script, which asks the browser for it.

const button = document.getElementById("passkey");
const fault = document.getElementById("passkey-fault");
const action = button.dataset.passkey;

window.allauth.webauthn.forms[action]({
  ids: {
    [action === "addForm" ? "add" : "authenticate"]: button.id,
    credential: button.dataset.credential,
    data: "passkey-data",
  },
});
button.addEventListener("click", () => {
  fault.hidden = true;
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  fault.hidden = false;
});
