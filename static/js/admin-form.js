// Leaving a form with changes that are not saved warns; nothing is asked if there are none.
const form = document.querySelector("#content-main > form[method=post]");
const written = () =>
	JSON.stringify(
		[...new FormData(form)].map(([name, value]) => [name, value.name ?? value]),
	);

// Taken at the first touch: until then editors and pickers only put their own house in order.
let before;
let isSaving = false;
let sentAt = 0;
const PATIENCE = 10_000; // milliseconds in which a second click is taken for a slip
const remember = () => {
	before ??= written();
};

if (form) {
	// What was sent and refused is not saved either.
	if (document.querySelector(".errornote")) {
		before = "";
	}
	for (const touch of ["pointerdown", "keydown", "focusin"]) {
		document.addEventListener(touch, remember, { capture: true });
	}
	form.addEventListener("submit", (event) => {
		// A preview opens beside the form, which stays as it is.
		if (event.submitter?.formTarget === "_blank") return;
		// A double click would add the same twice.
		if (isSaving && Date.now() - sentAt < PATIENCE) {
			event.preventDefault();
			return;
		}
		isSaving = true;
		sentAt = Date.now();
	});
	// Back again, after the server could not be reached.
	window.addEventListener("pageshow", () => {
		isSaving = false;
	});
	window.addEventListener("beforeunload", (event) => {
		if (!isSaving && before !== undefined && written() !== before) {
			event.preventDefault();
		}
	});
}
