import type { Paged } from '../../cases/queries/keyset.ts'
import type { CaseLine } from '../../cases/queries/lists.ts'
import { isPartyRole } from '../../law/parties.ts'
import { Due } from '../components/due.tsx'
import { definitionOf } from '../definition.ts'
import { dayOfShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  ButtonLink,
  Cell,
  Entries,
  Heading,
  Link,
  Muted,
  Note,
  PlainButton,
  PostForm,
  RowHead,
  Table,
  TableRow,
  Tag,
  Text,
  Title,
  Turns,
} from '../ui/index.ts'
import type { View } from '../view.ts'
import { standsAt } from '../words.ts'

export interface PortalProps {
  v: View
  cases: Paged<CaseLine>
  drafts: Paged<DraftOfPerson>
}

/** What waits for me first; then the drafts and the rest. */
interface DraftOfPerson {
  id: string
  title: string
  updatedAt: string
  /** When it goes, abandoned or discarded. */
  goesAt: string | null
  discarded: boolean
  cure: boolean
}

export function PortalPage({ v, cases, drafts }: PortalProps) {
  const t = v.t.case.portal
  const waiting = cases.rows.filter((c) => isPartyRole(c.waitingOn))
  const others = cases.rows.filter((c) => !isPartyRole(c.waitingOn))
  const href = (list: string) => (to: { after?: string; before?: string }) =>
    `/portal?${new URLSearchParams({ list, ...to })}`
  return (
    <Layout v={v} title={t.title}>
      <Title>{t.title}</Title>
      <section>
        <Heading>{t.waiting}</Heading>
        {waiting.length > 0 ? (
          <Cases v={v} cases={waiting} />
        ) : cases.previous === null ? (
          <Text>{t.waitingNone}</Text>
        ) : (
          <Text>
            {t.onFirst} <Link href="/portal">{t.toFirst}</Link>
          </Text>
        )}
      </section>
      {drafts.rows.length > 0 ? (
        <section>
          <Heading>{t.drafts}</Heading>
          <Entries>
            {drafts.rows.map((d) => (
              <li key={d.id}>
                <span>
                  {d.discarded ? (
                    d.title || t.untitled
                  ) : (
                    <Link href={`/drafts/${d.id}`}>{d.title || t.untitled}</Link>
                  )}{' '}
                  {d.cure ? <Tag tone="soon">{t.cure}</Tag> : null}
                </span>
                <Muted>
                  {t.saved} {momentWords(v, d.updatedAt)}
                </Muted>
                {d.goesAt ? (
                  <Note tone="now">
                    <Text tight>{(d.discarded ? t.isDiscarded : t.goes)(dayOfShort(v, d.goesAt))}</Text>
                    <PostForm v={v} action={`/portal/drafts/${d.id}/keep`}>
                      <PlainButton
                        label={(d.discarded ? t.restoreWhich : t.keepWhich)(d.title || t.untitled)}
                      >
                        {d.discarded ? t.restore : t.keep}
                      </PlainButton>
                    </PostForm>
                  </Note>
                ) : null}
                {d.discarded ? null : (
                  <PostForm v={v} action={`/portal/drafts/${d.id}/discard`}>
                    <PlainButton label={t.discardWhich(d.title || t.untitled)}>{t.discard}</PlainButton>
                  </PostForm>
                )}
              </li>
            ))}
          </Entries>
          <Turns v={v} label={t.drafts} {...turnsOf(drafts)} href={href('drafts')} />
        </section>
      ) : null}
      <p>
        <ButtonLink kind="secondary" href="/services">
          {t.start}
        </ButtonLink>
      </p>
      <section>
        <Heading>{t.others}</Heading>
        {others.length > 0 ? (
          <Cases v={v} cases={others} />
        ) : (
          <Text>{cases.next ? t.othersAfter : t.none}</Text>
        )}
        <Turns v={v} label={t.page} {...turnsOf(cases)} href={href('cases')} />
      </section>
    </Layout>
  )
}

function turnsOf({ next, previous }: Paged<unknown>): { next: string | null; previous: string | null } {
  return { next, previous }
}

function Cases({ v, cases }: { v: View; cases: CaseLine[] }) {
  const t = v.t.case
  return (
    <Table head={[t.columns.number, t.columns.subject, t.columns.stage, t.columns.received, t.columns.due]}>
      {cases.map((c) => (
        <TableRow key={c.caseId}>
          <RowHead>
            <Link href={`/cases/${c.caseId}`}>{c.number}</Link>
          </RowHead>
          <Cell label={t.columns.subject}>{c.subject}</Cell>
          <Cell label={t.columns.stage}>
            <Tag tone={isPartyRole(c.waitingOn) ? 'now' : c.closedAt ? 'plain' : 'act'}>
              {standsAt(v, definitionOf(c.procedure), c)}
            </Tag>
          </Cell>
          <Cell label={t.columns.received}>{dayOfShort(v, c.receivedAt)}</Cell>
          <Cell label={t.columns.due}>
            {c.due && !c.closedAt && c.waitingOn !== 'nobody' ? (
              <Due v={v} day={c.due} href={`/cases/${c.caseId}#terms`} />
            ) : (
              '–'
            )}
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}
