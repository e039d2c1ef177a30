// Shows the name of what the pointer or the keyboard is on in the middle of the wheel; Escape takes it away.
for (const wheel of document.querySelectorAll(".wheel")) {
	const name = document.createElement("p");
	name.className = "wheel-name";
	name.ariaHidden = "true";
	name.hidden = true;
	wheel.after(name);

	const hide = () => {
		name.hidden = true;
	};
	const show = ({ target }) => {
		const link = target.closest("a");
		name.hidden = !link;
		if (link) {
			name.textContent = (
				link.querySelector("title") ?? link
			).textContent.trim();
		}
	};
	wheel.addEventListener("pointerover", show);
	wheel.addEventListener("pointerleave", hide);
	// On the box: an SVG that listens for focus is itself a stop for the Tab key in Chromium.
	wheel.parentElement.addEventListener("focusin", show);
	wheel.parentElement.addEventListener("focusout", hide);
	document.addEventListener("keydown", ({ key }) => {
		if (key === "Escape") {
			hide();
		}
	});
}
