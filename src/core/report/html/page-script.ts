/**
 * What the page can do beyond being read: the values at the pointer, a span of time that is marked in all charts of a
 * scenario with its figures, and a choice of light or dark. It only adds: without it the page is complete. It is text
 * and not a function, because the page's policy admits this very text by its hash, and a compiler would change it.
 */
export const pageScript = `
'use strict';
for (const section of document.querySelectorAll('section')) {
  const charts = [...section.querySelectorAll('.chart[data-length]')].map(chartOf);
  if (charts.length > 0) connect(charts);
}
themeButton();
scrollers();
addEventListener('resize', scrollers);
document.addEventListener('toggle', scrollers, true);

function chartOf(element) {
  const figure = element.closest('figure');
  const add = (name) => {
    const made = document.createElement('div');
    made.className = name;
    made.hidden = true;
    made.setAttribute('aria-hidden', 'true');
    element.append(made);
    return made;
  };
  const number = (name) => Number(element.dataset[name]);
  const numbers = (name) => (element.dataset[name] || '').split(' ').map(Number);
  element.tabIndex = 0;
  return {
    element,
    length: number('length'),
    left: number('left'),
    wide: number('wide'),
    step: number('step'),
    across: element.dataset.across === 'true',
    table: figure.querySelector('details table'),
    band: add('band'),
    line: add('at'),
    tip: add('tip'),
    told: figure.querySelector('.span-figures'),
    data: element.dataset.width && {
      width: number('width'),
      requests: numbers('requests'),
      sums: numbers('sums'),
      failed: numbers('failed'),
      rows: element.dataset.rows.split(';').map((row) => (row === '' ? [] : row.split(' ').map(Number))),
      edges: numbers('edges'),
    },
  };
}

/** Charts of one scenario share the moment that is pointed at and the span that is marked. */
function connect(charts) {
  const unit = Math.max(...charts.map((chart) => (chart.data ? chart.data.width : 0))) || 1;
  let anchor = null;
  let dragging = false;
  let cursor = 0;

  for (const chart of charts) {
    const { element } = chart;
    const timeAt = (event) => {
      const box = element.getBoundingClientRect();
      const share = (((event.clientX - box.left) / box.width) * 100 - chart.left) / chart.wide;
      return Math.min(1, Math.max(0, share)) * chart.length;
    };
    element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      anchor = timeAt(event);
      dragging = false;
      element.setPointerCapture(event.pointerId);
    });
    element.addEventListener('pointermove', (event) => {
      cursor = timeAt(event);
      const held = element.hasPointerCapture(event.pointerId);
      if (held && (dragging || Math.abs(cursor - anchor) > chart.length / 100)) {
        dragging = true;
        mark(anchor, cursor);
      }
      point(chart);
    });
    element.addEventListener('pointerup', () => {
      if (!dragging) mark(null);
      anchor = null;
    });
    element.addEventListener('pointerleave', () => point(null));
    element.addEventListener('blur', () => point(null));
    element.addEventListener('keydown', (event) => {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.key === 'Escape') {
        anchor = null;
        mark(null);
        point(null);
      }
      if (!way) return;
      event.preventDefault();
      if (!event.shiftKey) anchor = null;
      else if (anchor === null) anchor = cursor;
      cursor = Math.min(chart.length, Math.max(0, cursor + way * Math.max(unit, chart.length / 60)));
      if (anchor !== null) mark(anchor, cursor);
      point(chart);
    });
  }

  function point(here) {
    for (const chart of charts) {
      chart.line.hidden = here === null || cursor > chart.length;
      chart.line.style.left = chart.left + (cursor / chart.length) * chart.wide + '%';
      chart.tip.hidden = chart !== here || !fillTip(chart, cursor);
      if (chart.tip.hidden) continue;
      const right = cursor > chart.length / 2;
      chart.tip.style.left = right ? 'auto' : 'calc(' + chart.line.style.left + ' + 12px)';
      chart.tip.style.right = right ? 'calc(100% - ' + chart.line.style.left + ' + 12px)' : 'auto';
    }
  }

  /** The span grows to whole columns, since less than a column was not kept. */
  function mark(one, other) {
    const from = one === null ? 0 : Math.floor(Math.min(one, other) / unit) * unit;
    const to = one === null ? 0 : Math.ceil(Math.max(one, other) / unit) * unit;
    for (const chart of charts) {
      const end = Math.min(to, chart.length);
      chart.band.hidden = end <= from;
      chart.band.style.left = chart.left + (from / chart.length) * chart.wide + '%';
      chart.band.style.width = ((end - from) / chart.length) * chart.wide + '%';
      if (!chart.told || !chart.data) continue;
      chart.told.hidden = end <= from;
      chart.told.textContent = end <= from ? '' : spanText(chart, from, end);
    }
  }
}

/** The row (or, of a table that runs across, the column) of the numbers beside the chart. */
function fillTip(chart, time) {
  if (!chart.table) return false;
  const rows = [...chart.table.rows].map((row) => [...row.cells].map((cell) => cell.textContent));
  const index = Math.floor(time / chart.step) + 1;
  const at = chart.across
    ? rows.map((row) => [row[0], row[Math.min(index, row.length - 1)]])
    : rows[0].map((name, i) => [name, rows[Math.min(index, rows.length - 1)][i]]);
  chart.tip.replaceChildren(
    ...at.slice(0, 26).flatMap(([name, value]) =>
      [name, value].map((text) => {
        const made = document.createElement('span');
        made.textContent = text;
        return made;
      }),
    ),
  );
  return true;
}

function spanText(chart, from, to) {
  const { width, requests, sums, failed, rows, edges } = chart.data;
  const counts = new Map();
  let all = 0;
  let seconds = 0;
  let errors = 0;
  for (let i = Math.round(from / width); i < Math.min(requests.length, Math.round(to / width)); i++) {
    all += requests[i];
    seconds += sums[i];
    errors += failed[i];
    for (let k = 0; k < rows[i].length; k += 2)
      counts.set(rows[i][k], (counts.get(rows[i][k]) || 0) + rows[i][k + 1]);
  }
  const whole = (value) => Math.round(value).toLocaleString('en-US');
  const ended = all + errors;
  const said = {
    from: whole(from),
    to: whole(to),
    requests: whole(all),
    mean: all === 0 ? '\\u2014' : whole((seconds / all) * 1000),
    p95: all === 0 ? '\\u2014' : whole(quantile(counts, edges, 0.95 * all) * 1000),
    failed: whole(errors),
    rate: ended === 0 ? '\\u2014' : ((errors / ended) * 100).toFixed(errors === 0 ? 0 : 2),
  };
  return chart.told.dataset.say.replace(/\\{(\\w+)\\}/g, (brace, name) => said[name]);
}

/** Within a row, values are taken to lie evenly on the logarithmic scale. */
function quantile(counts, edges, left) {
  for (const row of [...counts.keys()].sort((a, b) => a - b)) {
    const low = edges[row];
    const high = edges[row + 1];
    const count = counts.get(row);
    if (left <= count) return low > 0 ? low * Math.pow(high / low, left / count) : (high * left) / count;
    left -= count;
  }
  return edges[edges.length - 1];
}

/** What is wider than the page is reached by keyboard too. */
function scrollers() {
  for (const box of document.querySelectorAll('.scroll')) {
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

/** The policy's name for the script: `sha256-...` over its UTF-8, in base64. */
export async function scriptHash(script: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
