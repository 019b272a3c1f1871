/** What the script knows of a chart, and the moment and the span that charts of one scenario share. */
export const chartsScript = String.raw`
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
    said: (element.dataset.said || '').split('\n').filter(Boolean).map((line) => {
      const tab = line.indexOf(' ');
      return { t: Number(line.slice(0, tab)), text: line.slice(tab + 1) };
    }),
    cells: 'cells' in element.dataset ? element : null,
    box: add('cell'),
    band: add('band'),
    line: add('at'),
    tip: add('tip'),
    told: figure.querySelector('.span-figures'),
    data: element.dataset.width && {
      series: element.dataset.series,
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
function connect(section, charts) {
  const unit = Math.max(...charts.map((chart) => (chart.data ? chart.data.width : 0))) || 1;
  let anchor = null;
  let dragging = false;
  let cursor = 0;
  /** Height of the pointer as a share of a picture, from its top. */
  let height = 0.5;

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
      height = heightAt(chart, event);
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
      const up = chart.cells && { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (up) {
        event.preventDefault();
        height = Math.min(1, Math.max(0, height + up / rowsOf(chart)));
        point(chart);
      }
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
      chart.box.hidden = true;
      chart.tip.hidden = chart !== here || !(chart.cells ? fillCell(chart, cursor, height) : fillTip(chart, cursor));
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
    filterDistribution(section, charts, from, to);
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
  const near = Math.max(chart.step / 2, chart.length / 80);
  const said = chart.said.filter(({ t }) => Math.abs(t - time) <= near).slice(0, 4);
  fill(chart.tip, at.slice(0, 26), said.map(({ text }) => text));
  return true;
}

/** Pairs of a name and a value, and below them whole sentences. */
function fill(tip, pairs, sentences) {
  const made = (name, text, kind) => {
    const element = document.createElement(name);
    element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };
  tip.replaceChildren(
    ...pairs.flatMap((pair) => pair.map((text) => made('span', text))),
    ...sentences.map((text) => made('p', text, 'said')),
  );
}
`;
