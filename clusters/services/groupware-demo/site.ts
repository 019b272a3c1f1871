import { htmlPage, type Page, type Site, type Visit } from '../service/site.ts';

/** The groupware of the civil servants behind the surveys: an inbox, documents, approvals. */
export const groupware: Site = {
  service: 'groupware-demo',
  meanCpuSeconds: { inbox: 0.005, document: 0.005, approve: 0.007 },
  routes: [
    { name: 'inbox', method: 'GET', path: /^\/inbox$/, page: inboxPage },
    { name: 'document', method: 'GET', path: /^\/document\/([\w-]{1,64})$/, page: documentPage },
    { name: 'approve', method: 'POST', path: /^\/document\/([\w-]{1,64})\/approve$/, page: approvedPage },
  ],
};

/** Staff come through single sign-on: the first visit to the inbox signs them in, with `?user=` as their name. */
function inboxPage({ session, query }: Visit): Page {
  const user = query.get('user') ?? session.user;
  const documents = Array.from({ length: 10 }, (_, i) => ({
    id: `d-${1000 + i}`,
    title: `Interview protocol of district ${i + 1}`,
    from: `office-${i % 3}`,
    state: i % 4 === 0 ? 'waits for approval' : 'read',
  }));
  return {
    type: 'json',
    body: JSON.stringify({ user, documents }),
    ...(session.since === 0 || user !== session.user ? { signIn: user } : {}),
  };
}

function documentPage({ params: [id] }: Visit): Page {
  const rows = Array.from(
    { length: 8 },
    (_, i) =>
      `<tr><td>${i + 1}</td><td>Establishments visited in week ${i + 1}</td><td>${40 + 7 * i}</td></tr>`,
  ).join('');
  const form = `<form method="post" action="/document/${id}/approve"><button>Approve</button></form>`;
  return { type: 'html', body: htmlPage(`Document ${id}`, `<table>${rows}</table>${form}`) };
}

function approvedPage({ params: [id], session, pod }: Visit): Page {
  return {
    type: 'json',
    body: JSON.stringify({ document: id, state: 'approved', by: session, recordedBy: pod }),
  };
}
