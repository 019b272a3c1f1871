import type { Visitor } from './visitor.ts';

const survey = '/survey/business-2025';
const pages = 5;

/**
 * A respondent of the survey portal: signs in, opens the survey, answers it page by page, submits it. Who cannot sign
 * in goes away; any other failure is passed over, so that failures do not change the mix of requests.
 */
export function portalJourney(visitor: Visitor, user: number, round: number): void {
  const respondent = { user: `respondent-${user}-${round}` };
  const signedIn = visitor.post('sign-in', '/portal/sign-in', respondent, 'body');
  visitor.think();
  if (!signedIn.ok) return;
  const token = tokenIn(signedIn.body);
  if (token !== null) visitor.carry(token);

  visitor.get('survey', survey);
  visitor.think();
  for (let page = 1; page <= pages; page++) {
    visitor.post('page', `${survey}/page/${page}`, answersTo(page, user, round));
    visitor.think();
  }
  visitor.post('submit', `${survey}/submit`, { confirmed: true });
  visitor.think();
}

function answersTo(page: number, user: number, round: number): object {
  const choices = ['never', 'sometimes', 'often', 'always'];
  const first = user + round + page;
  return Object.fromEntries([0, 1, 2, 3].map((i) => [`q${i}`, choices[(first + i) % choices.length]]));
}

/** The token of a sign-in, or null: then the session is in a cookie, which the client keeps by itself. */
function tokenIn(body: string | null): string | null {
  if (!body?.startsWith('{')) return null;
  const { token } = JSON.parse(body) as { token?: unknown };
  return typeof token === 'string' ? token : null;
}
