// Shows the buttons for passkeys where the browser knows them, and says so if one was not accepted.
for (const button of document.querySelectorAll("[data-passkey]")) {
	button.hidden = !window.PublicKeyCredential;
}

document.addEventListener("allauth.error", (event) => {
	event.preventDefault();
	document.getElementById("passkey-problem").hidden = false;
});
