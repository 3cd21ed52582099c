import type { Paged, Turn } from '../../../cases/queries/keyset.ts'
import type { Change } from '../../../cases/words/decide/changes.ts'
import type { SigningItem } from '../../../cases/words/decide/room.ts'
import type { SignResult } from '../../../cases/words/decide/sign-many.ts'
import { documentName } from '../../../forms/texts/all.ts'
import { signingTexts } from '../../components/signing-words.ts'
import { definitionOf } from '../../definition.ts'
import { dayOfShort, dayShort, fromToday, momentWords } from '../../format.ts'
import { Layout } from '../../layout.tsx'
import { searchOf } from '../../turn.ts'
import {
  Added,
  Button,
  ButtonLink,
  Details,
  ErrorSummary,
  Facts,
  Heading,
  Hidden,
  Inset,
  Lead,
  Link,
  List,
  Muted,
  Note,
  PostForm,
  Removed,
  Section,
  Summary,
  SummaryRow,
  Tag,
  Text,
  Title,
  ToSign,
  Turns,
} from '../../ui/index.ts'
import { say, type View } from '../../view.ts'
import { doneWords, proposedWords } from '../../words.ts'

export interface SigningPageProps {
  v: View
  room: Paged<SigningItem>
  /** Which page of it is shown. */
  turn: Turn
  keyed: string
  /** Nothing was ticked. */
  empty?: boolean
}

/** Seconds after which the page looks again while something is being signed. */
const LOOK_AGAIN = 4

/** The signing room: what waits, what must be known before signing, and what is being signed. */
export function SigningPage({ v, room, turn, keyed, empty }: SigningPageProps) {
  const t = signingTexts(v)
  const { rows: items, next, previous } = room
  const waiting = items.filter((i) => !i.signing)
  const signing = items.filter((i) => i.signing)
  return (
    <Layout
      v={v}
      title={t.title}
      wrong={empty ?? false}
      refresh={signing.length > 0 && waiting.length === 0 ? LOOK_AGAIN : undefined}
      back={{ href: '/desk', text: v.t.case.desk.title }}
    >
      <ErrorSummary
        v={v}
        errors={empty && waiting[0] ? [{ field: `sign.${waiting[0].caseId}`, text: t.chooseOne }] : []}
      />
      <Title>{t.title}</Title>
      {items.length === 0 ? <Lead>{t.none}</Lead> : <Lead>{t.lead}</Lead>}
      {next || previous ? <Text muted>{v.t.part(items.length)}</Text> : null}
      {signing.length > 0 ? <BeingSigned v={v} items={signing} /> : null}
      {waiting.length > 0 ? (
        <section aria-labelledby="waiting">
          <Heading size="l" id="waiting">
            {t.waiting(waiting.length)}
          </Heading>
          <PostForm v={v} action={`/desk/signing${searchOf(turn)}`} keyed={keyed}>
            {waiting.map((item) => (
              <Item v={v} item={item} key={item.caseId} />
            ))}
            {waiting.some((i) => i.why === null) ? (
              <>
                <Text>{t.signHint}</Text>
                <Button>{t.sign}</Button>
              </>
            ) : null}
          </PostForm>
        </section>
      ) : null}
      <Turns
        v={v}
        next={next}
        previous={previous}
        href={(to) => `/desk/signing?${new URLSearchParams(to)}`}
      />
    </Layout>
  )
}

function BeingSigned({ v, items }: { v: View; items: SigningItem[] }) {
  const t = signingTexts(v)
  return (
    <Section labelledby="signing">
      <Heading size="l" id="signing">
        {t.signing(items.length)}
      </Heading>
      <Text>{t.signingHint}</Text>
      <List kind="bullet">
        {items.map((i) => (
          <li key={i.caseId}>
            <Link href={`/cases/${i.caseId}`}>{i.number}</Link> {i.subject}
            {i.decisionNumber ? ` · Nr. ${i.decisionNumber}` : ''}
          </li>
        ))}
      </List>
    </Section>
  )
}

function Item({ v, item }: { v: View; item: SigningItem }) {
  const t = signingTexts(v)
  const id = `sign.${item.caseId}`
  const at = `/cases/${item.caseId}`
  return (
    <ToSign
      id={id}
      tick={item.why === null ? { value: String(item.revision), label: t.choose(item.number) } : null}
      title={
        <>
          <Muted>{item.number}</Muted> {item.subject}
        </>
      }
      tags={
        <>
          <Tag tone={item.favourable ? 'force' : 'soon'}>
            {proposedWords(v, definitionOf(item.procedure), item.kind)}
          </Tag>{' '}
          {item.overdue ? <Tag tone="now">{v.t.case.why.overdue}</Tag> : null}{' '}
          {item.failure ? <Tag tone="now">{t.failed}</Tag> : null}
        </>
      }
      links={
        <>
          <Link href={`${at}/preview`}>{t.preview}</Link>
          <Link href={at}>{t.openCase}</Link>
          <Link href={`${at}/acts/decision.return`}>
            {t.return}
            <Hidden> ({item.number})</Hidden>
          </Link>
        </>
      }
    >
      {item.failure ? (
        <Inset>
          {momentWords(v, item.failure.at)}: {t.failures[item.failure.reason] ?? item.failure.reason}.{' '}
          {t.again}
        </Inset>
      ) : null}
      {item.why === 'own-work' ? <Inset>{t.ownWork}</Inset> : null}
      <Facts
        rows={[
          [t.institution, item.partyName],
          [t.due, item.due ? `${dayShort(v, item.due)} (${fromToday(v, item.due)})` : null],
          [t.drafted, item.draftedBy],
          [
            t.reviewed,
            item.reviewedBy && item.reviewedAt
              ? `${item.reviewedBy}, ${momentWords(v, item.reviewedAt)}`
              : item.reviewedBy,
          ],
          [t.given, item.decisionNumber],
          [t.changes, item.changes.length === 0 ? t.noChanges : <Changes v={v} item={item} />],
        ]}
      />
      {item.returned ? <Returned v={v} item={item} /> : null}
    </ToSign>
  )
}

function Changes({ v, item }: { v: View; item: SigningItem }) {
  const t = signingTexts(v)
  return (
    <List kind="bullet">
      {item.changes.map((c) => (
        <li key={c.seq}>
          {t.kindsOfChange[c.kind]}
          {aboutWords(v, item.procedure, c)}
          <Muted> · {momentWords(v, c.at)}</Muted>
        </li>
      ))}
    </List>
  )
}

function aboutWords(v: View, procedure: string, { kind, about }: Change): string {
  if (!about) return ''
  if (kind === 'document-issued') return `: ${say(v, documentName(about))}`
  if (kind === 'act') return `: ${doneWords(v, definitionOf(procedure), about)}`
  return `: ${/^\d{4}-\d{2}-\d{2}$/.test(about) ? dayShort(v, about) : about}`
}

/** How the draft differs from the one that was returned, paragraph by paragraph. */
function Returned({ v, item }: { v: View; item: SigningItem }) {
  const t = signingTexts(v)
  const { returnedAt, comment, differences } = item.returned!
  const wordsOf = (field: string, text: string): string =>
    field === 'kind' ? proposedWords(v, definitionOf(item.procedure), text) : text
  return (
    <Details summary={t.returned} open={true}>
      <Text>
        {t.returnedAt(dayOfShort(v, returnedAt))}
        {comment ? `: “${comment}”` : ''}
      </Text>
      {differences.length === 0 ? <Text>{t.same}</Text> : null}
      {differences.map((d) => (
        <Note key={d.field}>
          <Text small strong tight>
            {t.fields[d.field] ?? d.field}
          </Text>
          {d.removed.map((text) => (
            <Text tight key={`-${text}`}>
              <Muted>{t.removed}:</Muted> <Removed>{wordsOf(d.field, text)}</Removed>
            </Text>
          ))}
          {d.added.map((text) => (
            <Text tight key={`+${text}`}>
              <Muted>{t.added}:</Muted> <Added>{wordsOf(d.field, text)}</Added>
            </Text>
          ))}
        </Note>
      ))}
    </Details>
  )
}

/** What became of signing several: each by itself. */
export function SignedPage({
  v,
  results,
  numbers,
}: {
  v: View
  results: SignResult[]
  numbers: Map<string, string>
}) {
  const t = signingTexts(v)
  const taken = results.filter((r) => r.ok)
  const all = taken.length === results.length
  return (
    <Layout v={v} title={t.results} wrong={!all} back={{ href: '/desk/signing', text: t.back }}>
      <Title>{t.results}</Title>
      <Lead role="status">{all ? t.allTaken(taken.length) : t.someTaken(taken.length, results.length)}</Lead>
      <Summary>
        {[...results]
          .sort((a, b) => Number(a.ok) - Number(b.ok))
          .map((r) => (
            <SummaryRow
              key={r.caseId}
              title={<Link href={`/cases/${r.caseId}`}>{numbers.get(r.caseId) ?? r.caseId}</Link>}
            >
              {r.problem ? say(v, r.problem.words) : <Tag tone="act">{t.taken}</Tag>}
            </SummaryRow>
          ))}
      </Summary>
      <ButtonLink href="/desk/signing">{t.back}</ButtonLink>
    </Layout>
  )
}
