/**
 * The rules of the JUnit XML that build servers read: Jenkins' xunit-plugin junit-10.xsd, which the others follow; written down
 * as element, its attributes (the first list is required) and its children in order.
 */
const rules: Record<string, { required: string[]; optional: string[]; children: string[]; text: boolean }> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'disabled', 'errors', 'skipped'],
    children: ['testsuite'],
    text: false,
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['time', 'disabled', 'skipped', 'timestamp', 'hostname', 'id', 'package'],
    children: ['properties', 'testcase', 'system-out', 'system-err'],
    text: false,
  },
  properties: { required: [], optional: [], children: ['property'], text: false },
  property: { required: ['name', 'value'], optional: [], children: [], text: false },
  testcase: {
    required: ['name', 'classname'],
    optional: ['time', 'status', 'assertions'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    text: false,
  },
  skipped: { required: [], optional: ['message', 'type'], children: [], text: true },
  error: { required: [], optional: ['message', 'type'], children: [], text: true },
  failure: { required: [], optional: ['message', 'type'], children: [], text: true },
  'system-out': { required: [], optional: [], children: [], text: true },
};

export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

/** Reads the XML that the tests need to read, strictly: whatever else it meets is an error. */
export function parseXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token =
    /<\?xml version="1\.0" encoding="UTF-8"\?>\n|<(\/?)([A-Za-z-]+)((?: [A-Za-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const found = token.exec(xml);
    if (found === null) throw new Error(`not XML: ${xml.slice(at, at + 80)}`);
    const [whole, end, name, attributes, empty, text] = found;
    const top = open.at(-1)!;
    if (text !== undefined) top.text += unescaped(text);
    else if (name === undefined) {
      if (at !== 0) throw new Error('a declaration that is not at the start');
    } else if (end === '/') {
      if (top.name !== name) throw new Error(`${whole} closes ${top.name}`);
      open.pop();
    } else {
      const pairs = [...attributes!.matchAll(/ ([A-Za-z]+)="([^"]*)"/g)];
      const element: XmlElement = {
        name,
        attributes: Object.fromEntries(pairs.map(([, key, value]) => [key!, unescaped(value!)])),
        children: [],
        text: '',
      };
      if (Object.keys(element.attributes).length !== pairs.length)
        throw new Error(`twice the same in ${whole}`);
      top.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('not one whole element');
  return root.children[0]!;
}

function unescaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 does not allow them
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(text))
    throw new Error(`a character that XML does not have in ${JSON.stringify(text)}`);
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const known: Record<string, string> = {
      lt: '<',
      gt: '>',
      amp: '&',
      quot: '"',
      '#10': '\n',
      '#13': '\r',
      '#9': '\t',
    };
    if (known[name] === undefined) throw new Error(`${whole} is no reference`);
    return known[name];
  });
}

/** Every rule that the element and those in it break. */
export function problemsOf(element: XmlElement, path = element.name): string[] {
  const rule = rules[element.name];
  if (rule === undefined) return [`${path}: no such element`];
  const { attributes, children } = element;
  const order = children.map(({ name }) => rule.children.indexOf(name));
  const counted = { tests: 'testcase', failures: 'failure', errors: 'error', skipped: 'skipped' };
  const hasCounts = element.name === 'testsuites' || element.name === 'testsuite';
  return [
    ...rule.required.filter((name) => !(name in attributes)).map((name) => `${path}: no ${name}`),
    ...Object.keys(attributes)
      .filter((name) => ![...rule.required, ...rule.optional].includes(name))
      .map((name) => `${path}: has ${name}`),
    ...(order.some((at, i) => at < 0 || at < (order[i - 1] ?? 0)) ? [`${path}: children out of order`] : []),
    ...(rule.text || element.text.trim() === '' ? [] : [`${path}: has text`]),
    ...(hasCounts
      ? Object.entries(counted)
          .filter(([name, of]) => Number(attributes[name]) !== within(element, of))
          .map(([name]) => `${path}: ${name} is ${attributes[name]}`)
      : []),
    ...children.flatMap((child, i) => problemsOf(child, `${path}/${child.name}[${i}]`)),
  ];
}

function within(element: XmlElement, name: string): number {
  return element.children.reduce(
    (sum, child) => sum + (child.name === name ? 1 : 0) + within(child, name),
    0,
  );
}
