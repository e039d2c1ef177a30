// Suggestions while somebody types: an ARIA combobox over the plain form.
const WAIT = 200; // milliseconds after the last key
const SHORTEST = 3; // letters

const input = document.querySelector("[data-suggestions]");
const list = document.createElement("ul");
const status = document.createElement("p");
let timer;
let active = -1;

Object.assign(list, {
	id: "suggestions",
	className: "search__suggestions",
	role: "listbox",
	ariaLabel: input.labels[0].textContent.trim(),
	hidden: true,
});
Object.assign(status, { className: "visually-hidden", role: "status" });
input.after(list, status);
Object.assign(input, {
	role: "combobox",
	ariaAutoComplete: "list",
	ariaExpanded: "false",
});
input.setAttribute("aria-controls", list.id);

function choose(index) {
	active = index;
	[...list.children].forEach((option, place) => {
		option.ariaSelected = String(place === index);
	});
	const option = list.children[index];
	option?.scrollIntoView({ block: "nearest" });
	input.setAttribute("aria-activedescendant", option?.id ?? "");
}

function open(isOpen) {
	list.hidden = !isOpen;
	input.ariaExpanded = String(isOpen);
	choose(-1);
}

function close() {
	clearTimeout(timer);
	open(false);
}

function show({ message, suggestions }) {
	const options = suggestions.map(({ title, kind, path, lang }, index) => {
		const option = document.createElement("li");
		const name = document.createElement("span");
		Object.assign(name, { textContent: title, lang });
		Object.assign(option, { id: `suggestion-${index}`, role: "option" });
		option.dataset.path = path;
		option.append(name, " ", kind);
		return option;
	});
	list.replaceChildren(...options);
	open(options.length > 0);
	status.textContent = message;
}

async function ask() {
	const question = input.value.trim();
	if (question.length < SHORTEST) {
		return close();
	}
	try {
		const query = new URLSearchParams({ q: question });
		const answer = await fetch(`${input.dataset.suggestions}?${query}`);
		const found = await answer.json();
		// Not if somebody has typed on or gone on meanwhile.
		if (input.value.trim() === question && input.matches(":focus")) {
			show(found);
		}
	} catch {} // the form works all the same
}

const go = (option) => location.assign(option.dataset.path);

input.addEventListener("input", () => {
	clearTimeout(timer);
	timer = setTimeout(ask, WAIT);
});
input.addEventListener("keydown", (event) => {
	const places = list.children.length + 1; // the field itself is one
	const step = { ArrowDown: 1, ArrowUp: places - 1 }[event.key];
	if (list.hidden) {
		return step === 1 && ask();
	}
	if (step) {
		choose(((active + 1 + step) % places) - 1);
	} else if (event.key === "Escape") {
		close();
	} else if (event.key === "Enter" && active >= 0) {
		go(list.children[active]);
	} else {
		return;
	}
	event.preventDefault();
});
input.addEventListener("blur", close);
// Else the list loses the focus, and goes, before the click arrives.
list.addEventListener("pointerdown", (event) => event.preventDefault());
list.addEventListener("click", ({ target }) => go(target.closest("li")));
