// Finds while one types: asks for the same page and shows its hits in the place of the old ones.
const form = document.getElementById("look-up");
const PAUSE = 200; // ms without a key
let waiting;
let asked;

async function look() {
	const address = `${form.action.split("?")[0]}?${new URLSearchParams(new FormData(form))}`;
	asked?.abort();
	asked = new AbortController();
	try {
		const response = await fetch(address, { signal: asked.signal });
		// Signed out meanwhile, for example: the page itself says what to do.
		if (response.redirected || !response.ok) {
			location.assign(address);
			return;
		}
		const page = new DOMParser().parseFromString(
			await response.text(),
			"text/html",
		);
		for (const id of ["hits", "found"]) {
			document
				.getElementById(id)
				.replaceChildren(...page.getElementById(id).childNodes);
		}
		history.replaceState(null, "", address);
	} catch {
		// Overtaken by the next key, or offline: Enter still asks for the page.
	}
}

form.addEventListener("input", () => {
	clearTimeout(waiting);
	waiting = setTimeout(look, PAUSE);
});
