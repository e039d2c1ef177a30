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
	wheel.addEventListener("focusin", show);
	wheel.addEventListener("pointerleave", hide);
	wheel.addEventListener("focusout", hide);
	document.addEventListener("keydown", ({ key }) => {
		if (key === "Escape") {
			hide();
		}
	});
}
