/** Entries of legends as switches: a series is shown or hidden in all charts of its scenario. */
export const legendScript = `
function switches(section) {
  for (const element of section.querySelectorAll('.chart')) {
    const entries = new Map();
    for (const mark of element.querySelectorAll('[data-l]')) {
      const of = entries.get(mark.dataset.l) || [];
      entries.set(mark.dataset.l, [...of, mark]);
    }
    if (entries.size < 2) continue;
    const group = document.createElement('div');
    group.className = 'switches';
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', document.querySelector('main').dataset.legend);
    for (const [key, marks] of entries) {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.key = key;
      button.setAttribute('aria-pressed', 'true');
      button.setAttribute('aria-label', marks.map((mark) => mark.textContent).join(''));
      button.tabIndex = group.childElementCount === 0 ? 0 : -1;
      const boxes = marks.map((mark) => mark.getBoundingClientRect());
      const left = Math.min(...boxes.map((box) => box.left)) - 3;
      const top = Math.min(...boxes.map((box) => box.top)) - 3;
      place(button, element, {
        left,
        top,
        width: Math.max(...boxes.map((box) => box.right)) + 3 - left,
        height: Math.max(...boxes.map((box) => box.bottom)) + 3 - top,
      });
      button.addEventListener('click', () => flip(section, key, button.getAttribute('aria-pressed') !== 'true'));
      group.append(button);
    }
    // One stop of the tabulator for a legend; arrows go from entry to entry.
    group.addEventListener('keydown', (event) => {
      const way = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      const buttons = [...group.children];
      const next = buttons[(buttons.indexOf(event.target) + way + buttons.length) % buttons.length];
      for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
      next.focus();
    });
    element.after(group);
  }
}

function flip(section, key, on) {
  for (const mark of section.querySelectorAll('[data-s="' + key + '"]')) mark.style.display = on ? '' : 'none';
  for (const mark of section.querySelectorAll('[data-l="' + key + '"]')) mark.style.opacity = on ? '' : 0.35;
  for (const button of section.querySelectorAll('button[data-key="' + key + '"]'))
    button.setAttribute('aria-pressed', String(on));
}
`;
