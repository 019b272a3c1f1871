/** Reach by keyboard, and the choice of light or dark. */
export const pageParts = `
/** What is wider than the page is reached by keyboard too. */
function scrollers() {
  for (const box of document.querySelectorAll('.scroll, figure')) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

function themeButton() {
  const root = document.documentElement;
  const nav = document.querySelector('nav');
  const button = document.createElement('button');
  const dark = () =>
    root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const name = () => (button.textContent = dark() ? nav.dataset.light : nav.dataset.dark);
  button.type = 'button';
  button.className = 'theme';
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    name();
  });
  name();
  nav.append(button);
}
`;
