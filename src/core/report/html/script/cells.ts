/** Cells of a heatmap: how many requests, and by which routes and pods. */
export const cellsScript = String.raw`
/** The plotting area is the largest picture of the chart; the strip of the legend is another. */
function pictureOf(chart) {
  const boxes = [...chart.element.querySelectorAll('image')].map((image) => image.getBoundingClientRect());
  return boxes.sort((a, b) => b.width * b.height - a.width * a.height)[0];
}

function heightAt(chart, event) {
  if (!chart.cells) return 0.5;
  const box = pictureOf(chart);
  return Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
}

function rowsOf(chart) {
  const [id] = (chart.element.dataset.of || '').split(' ');
  const of = id ? document.querySelector('#chart-' + CSS.escape(id) + ' .chart') : chart.element;
  return of.dataset.edges.split(' ').length - 1;
}

/** Cells of one trial, read once: by index, the number of requests and the most frequent routes and pods. */
function cellsOf(element) {
  if (element.read) return element.read;
  const pairs = (text) => {
    const numbers = text === '' ? [] : text.split(',').map((each) => parseInt(each, 36));
    return numbers.flatMap((name, i) => (i % 2 ? [] : [[name, numbers[i + 1]]]));
  };
  const counts = new Map();
  let index = 0;
  for (const cell of element.dataset.cells.split(' ').filter(Boolean)) {
    const [step, all, routes, pods] = cell.split('.');
    index += parseInt(step, 36);
    counts.set(index, { all: parseInt(all, 36), routes: pairs(routes), pods: pairs(pods) });
  }
  const names = (text) => (text || '').split('\n');
  element.read = { counts, routes: names(element.dataset.routes), pods: names(element.dataset.pods) };
  return element.read;
}

/** What the cell at the pointer holds; of a difference, what both trials hold there. */
function fillCell(chart, time, height) {
  const ids = chart.element.dataset.of;
  const of = ids ? ids.split(' ').map((id) => document.querySelector('#chart-' + CSS.escape(id) + ' .chart')) : [chart.element];
  if (of.includes(null)) return false;
  const { dataset } = of[0];
  const words = document.querySelector('main').dataset;
  const edges = dataset.edges.split(' ').map(Number);
  const rows = edges.length - 1;
  const width = Number(dataset.cellWidth);
  const row = rows - 1 - Math.min(rows - 1, Math.floor(height * rows));
  const column = Math.floor(Math.min(time, chart.length - 1e-6) / width);
  const found = of.map((element) => cellsOf(element).counts.get(column * rows + row));
  const whole = (value) => value.toLocaleString('en-US');
  const seconds = (value) =>
    value < 1 ? whole(Number((value * 1000).toPrecision(3))) + ' ms' : value.toPrecision(3) + words.second;
  const pairs = [
    [words.period, whole(column * width) + '\u2013' + whole((column + 1) * width) + words.second],
    [words.response, seconds(edges[row]) + '\u2013' + seconds(edges[row + 1])],
  ];
  const counts = found.map((cell) => (cell ? cell.all : 0));
  if (of.length === 2) {
    of.forEach((element, i) => pairs.push([element.dataset.name, whole(counts[i])]));
    pairs.push([words.difference, (counts[1] > counts[0] ? '+' : '') + whole(counts[1] - counts[0]).replace('-', '\u2212')]);
  } else {
    pairs.push([words.requests, whole(counts[0])]);
    const { routes, pods } = cellsOf(of[0]);
    const list = (title, names, entries) => {
      if (!entries || entries.length === 0) return;
      pairs.push([title, '']);
      for (const [name, count] of entries) pairs.push(['\u2003' + names[name], whole(count)]);
      const rest = counts[0] - entries.reduce((sum, [, count]) => sum + count, 0);
      if (rest > 0) pairs.push(['\u2003' + words.others, whole(rest)]);
    };
    list(words.byRoute, routes, found[0] && found[0].routes);
    list(words.byPod, pods, found[0] && found[0].pods);
  }
  fill(chart.tip, pairs, []);
  const box = pictureOf(chart);
  const columns = Number(dataset.cellColumns);
  chart.box.hidden = false;
  place(chart.box, chart.element, {
    left: box.left + (box.width * column) / columns,
    top: box.top + (box.height * (rows - 1 - row)) / rows,
    width: box.width / columns,
    height: box.height / rows,
  });
  return true;
}
`;
