// <input type="file" data-upload-now="name of a button">: what is chosen is added at once; too large is said
// before it is sent. Without JavaScript the button does it.
import { each } from "./each.js";

export function choosing(part) {
  each(part, "input[type=file][data-upload-now]", (input) => input.addEventListener("change", () => chosen(input)));
}

function chosen(input) {
  const [file] = input.files;
  const large = file && file.size > Number(input.dataset.most);
  input.setCustomValidity(large ? input.dataset.tooLarge : "");
  if (large) input.reportValidity();
  else if (file) input.form.requestSubmit(input.form.querySelector(`button[name="${input.dataset.uploadNow}"]`));
}
