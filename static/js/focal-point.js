// A click on the picture says what matters in it; the two lists below are the plain way, and show the choice.
const picture = document.querySelector(".field-preview .preview");
const cropped = document.querySelector(".field-cropped .cropped");
const fields = ["x", "y"].map((axis) =>
	document.getElementById(`id_focal_${axis}`),
);

function nearest(field, share) {
	const steps = [...field.options].map((option) => option.value);
	const distance = (step) => Math.abs(step - share * 100);
	return steps.reduce((best, step) =>
		distance(step) < distance(best) ? step : best,
	);
}

if (picture && fields.every(Boolean)) {
	const frame = document.createElement("span");
	const mark = document.createElement("span");
	frame.className = "focal";
	mark.className = "focal__mark";
	picture.before(frame);
	frame.append(picture, mark);

	const show = () => {
		const [x, y] = fields.map((field) => field.value);
		mark.style.insetInlineStart = `${x}%`;
		mark.style.insetBlockStart = `${y}%`;
		Object.assign(cropped.dataset, { x, y });
	};
	picture.addEventListener("click", ({ offsetX, offsetY }) => {
		fields[0].value = nearest(fields[0], offsetX / picture.clientWidth);
		fields[1].value = nearest(fields[1], offsetY / picture.clientHeight);
		show();
	});
	for (const field of fields) field.addEventListener("change", show);
	show();
}
