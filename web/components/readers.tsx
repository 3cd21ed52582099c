import type { Reader } from '../../cases/audit/who-read.ts'
import { unitTitle } from '../../cases/units.ts'
import { dayShort } from '../format.ts'
import { Details, Heading, List, Section, Text } from '../ui/index.ts'
import { say, type View } from '../view.ts'

/** The last days stand open, all others behind a summary. */
const OPEN = 5

/** Who of the service read a case: for those whose case it is. */
export function Readers({ v, readers }: { v: View; readers: Reader[] }) {
  const t = v.t.audit.readers
  return (
    <Section>
      <Heading>{t.title}</Heading>
      {readers.length === 0 ? <Text>{t.none}</Text> : <Text>{t.lead}</Text>}
      <Lines v={v} readers={readers.slice(0, OPEN)} />
      {readers.length > OPEN ? (
        <Details summary={t.more}>
          <Lines v={v} readers={readers.slice(OPEN)} />
        </Details>
      ) : null}
    </Section>
  )
}

function Lines({ v, readers }: { v: View; readers: Reader[] }) {
  const t = v.t.audit
  if (readers.length === 0) return null
  return (
    <List>
      {readers.map((r) => (
        <li key={`${r.day}${r.role}${r.unit}${r.purpose}`}>
          {dayShort(v, r.day)} {t.readers.roles[r.role] ?? r.role}
          {r.unit ? `, ${say(v, unitTitle(r.unit))}` : ''}: {t.purposes[r.purpose] ?? r.purpose}
          {r.what.some((one) => one !== 'case') ? ` (${t.readers.files})` : ''}
        </li>
      ))}
    </List>
  )
}
