// Sets a picture's focal point by a click on it; the two fields beside it hold the same values and work without this.
document.addEventListener("DOMContentLoaded", () => {
  const picture = document.querySelector("img.focal");
  const [x, y] = ["id_focal_x", "id_focal_y"].map((id) => document.getElementById(id));
  if (!picture || !x || !y) return;
  const frame = document.createElement("span");
  const dot = document.createElement("span");
  frame.className = "focal__frame";
  dot.className = "focal__dot";
  picture.replaceWith(frame);
  frame.append(picture, dot);
  const show = () => { dot.style.left = `${x.value}%`; dot.style.top = `${y.value}%`; };
  const percent = (at, size) => Math.min(100, Math.max(0, Math.round((100 * at) / size)));
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    x.value = percent(event.clientX - box.left, box.width);
    y.value = percent(event.clientY - box.top, box.height);
    show();
  });
  for (const field of [x, y]) field.addEventListener("input", show);
  show();
});
