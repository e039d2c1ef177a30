// Names for what scripts of the admin draw, which screen readers would else call just "text box".
// In place of the style element that the rich text editor would bring, and that the policy refuses;
// css/admin.css says the same. Being no HTML, this one styles nothing.
const stand = document.createElementNS("", "style");
stand.setAttribute("data-tiptap-style", "");
document.head.append(stand);

function labelOf(field) {
	const label = field.labels?.[0];
	if (label) label.id ||= `${field.id}_label`;
	return label;
}

function nameSelection(box) {
	const field = box.closest(".select2")?.previousElementSibling;
	const label = field && labelOf(field);
	if (!label) return;
	const shown = box.querySelector("span.select2-selection__rendered");
	shown?.removeAttribute("role");
	shown?.removeAttribute("aria-readonly");
	box.setAttribute(
		"aria-labelledby",
		[label.id, shown?.id].filter(Boolean).join(" "),
	);
	box.querySelector("input")?.setAttribute("aria-labelledby", label.id);
}

function nameAll() {
	document.querySelectorAll(".select2-selection").forEach(nameSelection);
	for (const icon of document.querySelectorAll("span.help-tooltip[aria-label]"))
		icon.setAttribute("role", "img");
}

document.addEventListener("prose-editor:ready", ({ target, detail }) => {
	const field = detail.textarea ?? target;
	const label = document.querySelector(`label[for="${field.id}"]`);
	if (!label) return;
	label.id ||= `${field.id}_label`;
	detail.editor.view.dom.setAttribute("aria-labelledby", label.id);
});

document.addEventListener("DOMContentLoaded", () => {
	// Each choice of several has its own cross; one for all would not be a list item in their list.
	for (const field of document.querySelectorAll(
		"select.admin-autocomplete[multiple]",
	))
		field.dataset.allowClear = "false";
	new MutationObserver(nameAll).observe(document.body, {
		childList: true,
		subtree: true,
	});
	nameAll();
});
