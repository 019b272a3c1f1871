import { bodyField, htmlPage, type Page, type Site, type Visit } from '../service/site.ts';

const pagesOfSurvey = 5;

/** The survey portal: a respondent signs in, opens a survey, answers it page by page and submits it. */
export const portal: Site = {
  service: 'portal-demo',
  meanCpuSeconds: { 'sign-in': 0.008, survey: 0.006, page: 0.004, submit: 0.009 },
  routes: [
    { name: 'sign-in', method: 'GET', path: /^\/portal\/sign-in$/, page: signInPage },
    { name: 'sign-in', method: 'POST', path: /^\/portal\/sign-in$/, page: signedInPage },
    { name: 'survey', method: 'GET', path: /^\/survey\/([\w-]{1,64})$/, page: surveyPage },
    { name: 'page', method: 'POST', path: /^\/survey\/([\w-]{1,64})\/page\/(\d{1,3})$/, page: keptPage },
    { name: 'submit', method: 'POST', path: /^\/survey\/([\w-]{1,64})\/submit$/, page: submittedPage },
  ],
};

/** With `?user=` the visitor comes from a link in an invitation and is signed in at once. */
function signInPage({ query }: Visit): Page {
  const user = query.get('user');
  const form =
    '<form method="post" action="/portal/sign-in"><label>Name <input name="user"></label>' +
    '<label>Code of the invitation <input name="code"></label><button>Sign in</button></form>';
  return { type: 'html', body: htmlPage('Survey portal', form), ...(user ? { signIn: user } : {}) };
}

function signedInPage({ body }: Visit): Page {
  const user = bodyField(body, 'user') || 'guest';
  return {
    type: 'json',
    body: JSON.stringify({ user, surveys: ['establishments', 'private-education'] }),
    signIn: user,
  };
}

function surveyPage({ params: [id] }: Visit): Page {
  const questions = Array.from(
    { length: 4 },
    (_, i) =>
      `<fieldset><legend>${i + 1}. How many people worked here in quarter ${i + 1}?</legend>` +
      `<label><input type="radio" name="q${i}" value="a"> 1 to 4</label>` +
      `<label><input type="radio" name="q${i}" value="b"> 5 or more</label></fieldset>`,
  ).join('');
  const form = `<form method="post" action="/survey/${id}/page/1">${questions}<button>Next</button></form>`;
  return { type: 'html', body: htmlPage(`Survey ${id}`, form) };
}

function keptPage({ params: [id, page], body, session }: Visit): Page {
  const next =
    Number(page) < pagesOfSurvey ? `/survey/${id}/page/${Number(page) + 1}` : `/survey/${id}/submit`;
  const answers = {
    survey: id,
    page: Number(page),
    of: pagesOfSurvey,
    receivedBytes: Buffer.byteLength(body),
    next,
  };
  const questions = Array.from({ length: 4 }, (_, i) => ({
    name: `q${i}`,
    text: `Question ${i + 1} of page ${Number(page) + 1}`,
    choices: ['never', 'sometimes', 'often', 'always'],
  }));
  return { type: 'json', body: JSON.stringify({ ...answers, session, questions }) };
}

function submittedPage({ params: [id], body, session }: Visit): Page {
  const receipt = `${id}-${session.user}-${session.since}`;
  const thanks = 'Thank you. Your answers are protected by the Statistics Act.';
  return {
    type: 'json',
    body: JSON.stringify({ survey: id, receipt, receivedBytes: Buffer.byteLength(body), session, thanks }),
  };
}
