/** Streams as k6 writes them, for tests. */

export const header =
  'metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name,proto,scenario,service,status,subproto,tls_version,url,extra_tags,metadata';

/** A field as Go's encoding/csv writes it. */
export function field(text: string): string {
  const quoted = text !== '' && (text === '\\.' || /[",\r\n]/.test(text) || /^[ \t]/.test(text));
  return quoted ? `"${text.replaceAll('"', '""')}"` : text;
}

export interface Row {
  metric: string;
  stamp: string | number;
  value: number;
  tags?: Readonly<Record<string, string>>;
}

/** One row with its end, its tags put under the columns of `columns`. */
export function row({ metric, stamp, value, tags = {} }: Row, columns = header): string {
  const fields = columns.split(',').map((column) => {
    if (column === 'metric_name') return metric;
    if (column === 'timestamp') return String(stamp);
    if (column === 'metric_value') return value.toFixed(6);
    return field(tags[column] ?? '');
  });
  return `${fields.join(',')}\n`;
}

export const httpMetrics = [
  'http_reqs',
  'http_req_duration',
  'http_req_blocked',
  'http_req_connecting',
  'http_req_tls_handshaking',
  'http_req_sending',
  'http_req_waiting',
  'http_req_receiving',
  'http_req_failed',
];

export interface Exchange {
  stamp: string | number;
  ms: number;
  blockedMs?: number;
  failed?: boolean;
  tags?: Readonly<Record<string, string>>;
}

/** The nine rows of one request, in k6's order. */
export function exchangeRows({ stamp, ms, blockedMs = 0, failed = false, tags = {} }: Exchange): Row[] {
  const values: Record<string, number> = {
    http_reqs: 1,
    http_req_duration: ms,
    http_req_blocked: blockedMs,
    http_req_waiting: ms,
    http_req_failed: failed ? 1 : 0,
  };
  const all = { status: '200', expected_response: 'true', name: '/', ...tags };
  return httpMetrics.map((metric) => ({ metric, stamp, value: values[metric] ?? 0, tags: all }));
}

export function exchange(given: Exchange, columns = header): string {
  return exchangeRows(given)
    .map((one) => row(one, columns))
    .join('');
}

export const stream = (...parts: string[]) => `${header}\n${parts.join('')}`;
