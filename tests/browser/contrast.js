/** Return [what, the least ratio by WCAG AA, its ratio] for all visible texts and icons in `root`. */
(root) => {
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  const luminance = (layers) => {
    for (const colour of ["white", ...layers]) {
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...pixel.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const ratio = (element, colour) => {
    const below = [];
    for (let at = element; at; at = at.parentElement) {
      below.unshift(getComputedStyle(at).backgroundColor);
    }
    const pair = [luminance(below), luminance([...below, colour])];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  };

  const textOf = (element) => {
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    return texts.map((node) => node.data).join("").trim();
  };

  const rows = [];
  for (const element of root.querySelectorAll("*")) {
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const text = textOf(element);
    if (text !== "") rows.push([text, 4.5, ratio(element, style.color)]);
    if (element.tagName === "svg") rows.push(["icon", 3, ratio(element, style.fill)]);
  }
  return rows;
}
