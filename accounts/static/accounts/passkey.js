// Ties the page's one button for a passkey to allauth's script, which asks the browser for it.

const button = document.getElementById("passkey");
const fault = document.getElementById("passkey-fault");
const action = button.dataset.passkey;

// Before allauth listens: what fails at once must still be shown.
button.addEventListener("click", () => {
  fault.hidden = true;
});
window.allauth.webauthn.forms[action]({
  ids: {
    [action === "addForm" ? "add" : "authenticate"]: button.id,
    credential: button.dataset.credential,
    data: "passkey-data",
  },
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  fault.hidden = false;
});
