/** Figures of a marked span, and the distribution of its requests alone. */
export const spanScript = String.raw`
function spanText(chart, from, to) {
  const { width, requests, sums, failed, edges } = chart.data;
  const counts = countsOf(chart.data, from, to);
  let all = 0;
  let seconds = 0;
  let errors = 0;
  for (let i = Math.round(from / width); i < Math.min(requests.length, Math.round(to / width)); i++) {
    all += requests[i];
    seconds += sums[i];
    errors += failed[i];
  }
  const whole = (value) => Math.round(value).toLocaleString('en-US');
  const ended = all + errors;
  const said = {
    from: whole(from),
    to: whole(to),
    requests: whole(all),
    mean: all === 0 ? '\u2014' : whole((seconds / all) * 1000),
    p95: all === 0 ? '\u2014' : whole(quantile(counts, edges, 0.95 * all) * 1000),
    failed: whole(errors),
    rate: ended === 0 ? '\u2014' : ((errors / ended) * 100).toFixed(errors === 0 ? 0 : 2),
  };
  return chart.told.dataset.say.replace(/\{(\w+)\}/g, (brace, name) => said[name]);
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

/** The share answered within a time, of the requests that started in the span, dashed over that of all. */
function filterDistribution(section, charts, from, to) {
  for (const element of section.querySelectorAll('.chart[data-low]')) {
    element.querySelector('.filtered')?.remove();
    const told = element.closest('figure').querySelector('.span-figures');
    const frame = element.querySelector('[data-s="frame/within"]');
    element.classList.toggle('dimmed', to > from);
    if (told) {
      told.hidden = !(to > from);
      told.textContent = told.hidden ? '' : told.dataset.say.replace('{from}', from).replace('{to}', to);
    }
    if (!(to > from) || !frame) continue;
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'filtered');
    svg.setAttribute('viewBox', '0 0 1000 1000');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    place(svg, element, frame.getBoundingClientRect());
    const low = Math.log(Number(element.dataset.low));
    const high = Math.log(Number(element.dataset.high));
    for (const { data } of charts) {
      const whole = data && element.querySelector('[data-s="' + data.series + '"]');
      if (!whole || whole.style.display === 'none') continue;
      const counts = countsOf(data, from, to);
      const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
      if (all === 0) continue;
      let seen = 0;
      const points = data.edges.map((edge, row) => {
        if (row > 0) seen += counts.get(row - 1) || 0;
        const x = ((Math.log(Math.max(edge, 1e-9)) - low) / (high - low)) * 1000;
        return Math.min(1000, Math.max(0, x)).toFixed(1) + ',' + (1000 - (seen / all) * 1000).toFixed(1);
      });
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
      line.setAttribute('points', points.join(' '));
      line.style.stroke = getComputedStyle(whole).stroke;
      svg.append(line);
    }
    element.append(svg);
  }
}

/** Puts an element over a part of the chart, in shares of the chart, so that it stays there at any width. */
function place(element, chart, box) {
  const all = chart.getBoundingClientRect();
  element.style.left = ((box.left - all.left) / all.width) * 100 + '%';
  element.style.top = ((box.top - all.top) / all.height) * 100 + '%';
  element.style.width = (box.width / all.width) * 100 + '%';
  element.style.height = (box.height / all.height) * 100 + '%';
}

/** Requests of a span by row of response time. */
function countsOf({ width, rows, requests }, from, to) {
  const counts = new Map();
  for (let i = Math.round(from / width); i < Math.min(requests.length, Math.round(to / width)); i++)
    for (let k = 0; k < rows[i].length; k += 2)
      counts.set(rows[i][k], (counts.get(rows[i][k]) || 0) + rows[i][k + 1]);
  return counts;
}
`;
