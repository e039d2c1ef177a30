// What the rich text editor offers beyond its own: pictures of the library, passages in another language, and
// pasting exactly what would be stored. portal/rich_text.py says what that is.
import {
	Extension,
	Mark,
	Node,
	Link as PlainLink,
	Plugin,
} from "django-prose-editor/editor";

let dialogs = 0;

function element(name, properties = {}, ...children) {
	const made = document.createElement(name);
	Object.assign(made, properties);
	made.append(...children);
	return made;
}

// A dialog with a title and a button to close it; gone when it is closed. `build` fills it and may end it.
function openDialog(title, closing, build) {
	const id = `rich-text-dialog-${++dialogs}`;
	const dialog = element("dialog", { className: "rich-text-dialog" });
	dialog.setAttribute("aria-labelledby", id);
	const close = element("button", { type: "button", textContent: closing });
	close.addEventListener("click", () => dialog.close());
	dialog.addEventListener("close", () => dialog.remove());
	dialog.append(
		element("h2", { id, textContent: title }),
		...build(dialog, id),
		close,
	);
	document.body.append(dialog);
	dialog.showModal();
}

async function library(address, wish) {
	const response = await fetch(`${address}?${new URLSearchParams(wish)}`);
	if (!response.ok) throw new Error(response.statusText);
	return response.json();
}

function thumbnail({ thumbnail }) {
	return element("img", { src: thumbnail, alt: "", loading: "lazy" });
}

function choosePicture({ address, words }, choose) {
	openDialog(words.insert, words.close, (dialog, id) => {
		const search = element("input", { type: "search", id: `${id}-search` });
		const list = element("ul", { className: "rich-text-dialog__pictures" });
		const status = element("p", { role: "status" });
		const more = element("button", { type: "button", textContent: words.more });
		let page = 0;
		let asked = 0;

		async function load() {
			const mine = ++asked;
			const wish = { q: search.value, page: ++page };
			try {
				const { pictures, has_more } = await library(address, wish);
				if (mine !== asked) return;
				if (page === 1) list.replaceChildren();
				list.append(...pictures.map(item));
				more.hidden = !has_more;
				status.textContent = list.children.length ? "" : words.none;
			} catch {
				status.textContent = words.failed;
			}
		}

		function item(picture) {
			const button = element(
				"button",
				{ type: "button" },
				thumbnail(picture),
				element("span", { textContent: picture.says }),
				element("small", { textContent: picture.credit }),
			);
			button.addEventListener("click", () => {
				dialog.close();
				choose(picture.key);
			});
			return element("li", {}, button);
		}

		function begin() {
			page = 0;
			load();
		}

		let pause;
		search.addEventListener("input", () => {
			clearTimeout(pause);
			pause = setTimeout(begin, 250);
		});
		more.addEventListener("click", load);
		more.hidden = true;
		begin();
		const label = element("label", {
			htmlFor: search.id,
			textContent: words.search,
		});
		return [label, search, status, list, more];
	});
}

export const LibraryPicture = Node.create({
	name: "libraryPicture",
	group: "block",
	atom: true,
	draggable: true,

	addOptions: () => ({ address: "", words: {} }),

	addAttributes: () => ({
		key: {
			parseHTML: (figure) => figure.dataset.picture,
			renderHTML: ({ key }) => ({ "data-picture": key }),
		},
	}),

	parseHTML: () => [{ tag: "figure[data-picture]" }],

	renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],

	addNodeView() {
		const { address, words } = this.options;
		return ({ node }) => {
			const dom = element("figure", { className: "library-picture" });
			library(address, { key: node.attrs.key }).then(
				({ pictures: [picture] }) =>
					dom.append(
						...(picture ? [thumbnail(picture)] : []),
						element("figcaption", { textContent: picture?.says ?? words.gone }),
					),
				() => dom.append(words.failed),
			);
			return { dom };
		};
	},

	addMenuItems({ buttons, menu }) {
		menu.defineItem({
			name: this.name,
			groups: "link",
			button: buttons.material("image", this.options.words.insert),
			active: (editor) => editor.isActive(this.name),
			command: (editor) =>
				choosePicture(this.options, (key) =>
					editor
						.chain()
						.focus()
						.insertContent({ type: this.name, attrs: { key } })
						.run(),
				),
		});
	},
});

function chooseLanguage({ languages, words }, present, choose) {
	openDialog(words.mark, words.close, (dialog, id) => {
		const select = element("select", { id: `${id}-language` });
		select.append(element("option", { value: "", textContent: words.none }));
		for (const [lang, name] of Object.entries(languages))
			select.append(
				element("option", { value: lang, textContent: name, lang }),
			);
		select.value = present ?? "en";
		const apply = element("button", { type: "button", textContent: words.set });
		apply.addEventListener("click", () => {
			dialog.close();
			choose(select.value);
		});
		select.setAttribute("aria-labelledby", id);
		return [select, apply];
	});
}

export const Language = Mark.create({
	name: "language",
	inclusive: false,

	addOptions: () => ({ languages: {}, words: {} }),

	addAttributes: () => ({ lang: {} }),

	parseHTML() {
		const known = (span) => (span.lang in this.options.languages ? {} : false);
		return [{ tag: "span[lang]", getAttrs: known }];
	},

	renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],

	addMenuItems({ buttons, menu }) {
		const isMarked = (editor) => editor.isActive(this.name);
		menu.defineItem({
			name: this.name,
			groups: "marks",
			priority: 50,
			button: buttons.material("translate", this.options.words.mark),
			active: isMarked,
			enabled: (editor) => !editor.state.selection.empty || isMarked(editor),
			command: (editor) => {
				const { lang: present } = editor.getAttributes(this.name);
				chooseLanguage(this.options, present, (lang) => {
					const passage = editor.chain().focus().extendMarkRange(this.name);
					if (lang) passage.setMark(this.name, { lang }).run();
					else passage.unsetMark(this.name).run();
				});
			},
		});
	},
});

let isPastingHtml = false;

export const Link = PlainLink.extend({
	// Addresses in pasted plain text become links. Pasted HTML has its links already, and they may lead elsewhere.
	addPasteRules() {
		return this.parent().map((rule) => {
			const { find } = rule;
			return Object.assign(rule, {
				find: (text, event) => (isPastingHtml ? [] : find(text, event)),
			});
		});
	},
});

async function cleaned(address, html) {
	const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
	const response = await fetch(address, {
		method: "POST",
		headers: { "X-CSRFToken": token },
		body: new URLSearchParams({ html }),
	});
	if (!response.ok) throw new Error(response.statusText);
	return response.text();
}

export const CleanPaste = Extension.create({
	name: "cleanPaste",
	priority: 1000,

	addOptions: () => ({ address: "" }),

	addProseMirrorPlugins() {
		const { address } = this.options;
		// Before the editor itself has a look: it would unpack the styles, too.
		const paste = (view, event) => {
			const html = event.clipboardData?.getData("text/html");
			// What comes from an editor like this one is clean already.
			if (!html || html.includes("data-pm-slice")) return false;
			event.preventDefault();
			// If the server cannot be asked, it cleans the text when it is saved.
			cleaned(address, html)
				.catch(() => html)
				.then((text) => {
					isPastingHtml = true;
					view.pasteHTML(text);
					isPastingHtml = false;
				});
			return true;
		};
		return [new Plugin({ props: { handleDOMEvents: { paste } } })];
	},
});

export const MenuWords = Extension.create({
	name: "menuWords",
	priority: 1, // after all that it names

	addMenuItems({ menu }) {
		const all = "blockType lists nodes marks link table history";
		for (const { name, button, option } of menu.items(all)) {
			const word = this.options[name];
			if (!word) continue;
			Object.assign(button, { title: word, ariaLabel: word });
			if (option) option.textContent = word;
		}
	},
});
