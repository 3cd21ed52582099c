import type { TermList, TermsQuery } from '../../cases/queries/terms.ts'
import { TERM_KINDS } from '../../law/clock/term.ts'
import { isPartyRole, PARTY_ROLES } from '../../law/parties.ts'
import { Due } from '../components/due.tsx'
import { workTexts } from '../components/work-words.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Cell,
  FilterForm,
  Lead,
  Link,
  Muted,
  RowHead,
  Select,
  Table,
  TableRow,
  Tabs,
  Text,
  Title,
  Turns,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'

export interface TermsPageProps {
  v: View
  list: TermList
  query: TermsQuery
}

/** What ends next: terms that run, in the order of their days; of one's own cases, of the unit, of the house. */
export function TermsPage({ v, list, query }: TermsPageProps) {
  const t = workTexts(v).terms
  const c = t.columns
  const kept = Object.fromEntries(
    Object.entries({ scope: list.scope, kind: query.kind, side: query.side, unit: query.unit }).filter(
      (one): one is [string, string] => typeof one[1] === 'string',
    ),
  )
  const href = (to: Record<string, string>): string => `/terms?${new URLSearchParams({ ...kept, ...to })}`
  return (
    <Layout v={v} title={t.title} back={{ href: '/desk', text: v.t.case.desk.title }}>
      <Title>{t.title}</Title>
      <Lead>{t.lead}</Lead>
      <Tabs
        label={t.scope}
        items={list.scopes.map((scope) => ({
          href: `/terms?${new URLSearchParams({ scope })}`,
          text: t.scopes[scope],
          current: scope === list.scope,
        }))}
      />
      <FilterForm action="/terms" go={<Button kind="secondary">{t.show}</Button>}>
        <input type="hidden" name="scope" value={list.scope} />
        <Select
          v={v}
          name="kind"
          label={t.kind}
          value={query.kind ?? ''}
          empty={t.all}
          choices={TERM_KINDS.map((value) => ({ value, label: t.kinds[value] }))}
        />
        <Select
          v={v}
          name="side"
          label={t.side}
          value={query.side ?? ''}
          empty={t.all}
          choices={Object.entries(t.sides).map(([value, label]) => ({ value, label }))}
        />
        <Select
          v={v}
          name="unit"
          label={workTexts(v).units.label}
          value={query.unit ?? ''}
          empty={workTexts(v).units.all}
          choices={list.units.map(({ id, title }) => ({ value: id, label: say(v, title) }))}
        />
      </FilterForm>
      {list.rows.length === 0 ? (
        <Text>{t.none}</Text>
      ) : (
        <Table head={[c.due, c.case, c.term, c.side]}>
          {list.rows.map((r) => (
            <TableRow key={`${r.caseId} ${r.term}`}>
              <RowHead>
                <Due v={v} day={r.due} href={`/cases/${r.caseId}#terms`} />
              </RowHead>
              <Cell label={c.case}>
                <Link href={`/cases/${r.caseId}`}>{r.number}</Link> {r.subject}
              </Cell>
              <Cell label={c.term}>
                {say(v, r.title)} <Muted>{t.kinds[r.kind]}</Muted>
              </Cell>
              <Cell label={c.side}>
                {isPartyRole(r.owner) ? say(v, PARTY_ROLES[r.owner].title) : t.sides[r.side]}
              </Cell>
            </TableRow>
          ))}
        </Table>
      )}
      <Turns v={v} next={list.next} previous={list.previous} href={(to) => href(to)} />
    </Layout>
  )
}
