import { SAMPLE_PEOPLE } from './sample-people.ts'
import type { Plan } from './services.ts'

/** The one page that `npm start` prints: where to go, and as whom. */
export function addressPage(
  plan: Plan,
  run: { logs: string; temporal: string; isNew: boolean; seconds: number },
): string {
  const { ports, external } = plan
  const at = (port: number) => `http://127.0.0.1:${port}`
  const rows: [string, string][] = [
    ['Pages', `${at(ports.api)}/`],
    ['Who applies', `${at(ports.api)}/services, ${at(ports.api)}/portal`],
    ['Who decides', `${at(ports.api)}/desk`],
    ['Who supervises', `${at(ports.api)}/supervise`],
    ['The public', `${at(ports.api)}/registers, ${at(ports.api)}/verify`],
    ['What day it is', `${at(ports.api)}/dev/clock`],
    ['API', `${at(ports.api)}/api/docs`],
    ['Sign-in', external.oidcIssuer ?? at(ports.signIn)],
    ['Mail that was sent', external.smtpUrl ? 'goes out by SMTP_URL' : at(ports.mailUi)],
    ['E-address inbox', external.eAddressUrl ?? at(ports.eAddress)],
    ['Remote signing', external.cscUrl ?? at(ports.csc)],
    ['Temporal', run.temporal],
    ['Logs', run.logs],
  ]
  const people = SAMPLE_PEOPLE.map((person) => {
    const name = `${person.givenName} ${person.familyName}`
    return `  ${name.padEnd(20)} ${person.role.padEnd(11)} ${person.title}`
  })
  return [
    '',
    `Lieta runs after ${run.seconds.toFixed(1)} s${run.isNew ? ' (new data)' : ''}.`,
    '',
    ...rows.map(([what, where]) => `  ${what.padEnd(20)} ${where}`),
    '',
    'Sign in as (all of them are invented; the public needs no sign-in):',
    ...people,
    '',
    'Ctrl-C stops everything; the next start continues with the same data. Start over: npm start -- --fresh',
  ].join('\n')
}
