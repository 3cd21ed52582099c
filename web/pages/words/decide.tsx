import type { Change } from '../../../cases/words/decide/changes.ts'
import type { SigningItem } from '../../../cases/words/decide/room.ts'
import type { SignResult } from '../../../cases/words/decide/sign-many.ts'
import { documentName } from '../../../forms/texts/all.ts'
import { ErrorSummary } from '../../components/inputs.tsx'
import { Button, Details, Facts, PostForm, Tag } from '../../components/parts.tsx'
import { signingTexts } from '../../components/signing-words.ts'
import { dayOfShort, dayShort, fromToday, momentWords } from '../../format.ts'
import { Layout } from '../../layout.tsx'
import { say, type View } from '../../view.ts'
import { doneWords, proposedWords } from '../../words.ts'

export interface SigningPageProps {
  v: View
  items: SigningItem[]
  keyed: string
  /** Nothing was ticked. */
  empty?: boolean
}

/** Seconds after which the page looks again while something is being signed. */
const LOOK_AGAIN = 4

/** The signing room: what waits, what must be known before signing, and what is being signed. */
export function SigningPage({ v, items, keyed, empty }: SigningPageProps) {
  const t = signingTexts(v)
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
      <h1 class="govuk-heading-xl">{t.title}</h1>
      {items.length === 0 ? <p class="govuk-body-l">{t.none}</p> : <p class="govuk-body-l">{t.lead}</p>}
      {signing.length > 0 ? <BeingSigned v={v} items={signing} /> : null}
      {waiting.length > 0 ? (
        <section aria-labelledby="waiting">
          <h2 class="govuk-heading-l" id="waiting">
            {t.waiting(waiting.length)}
          </h2>
          <PostForm v={v} action="/desk/signing" keyed={keyed}>
            {waiting.map((item) => (
              <Item v={v} item={item} key={item.caseId} />
            ))}
            {waiting.some((i) => i.why === null) ? (
              <>
                <p class="govuk-body">{t.signHint}</p>
                <Button>{t.sign}</Button>
              </>
            ) : null}
          </PostForm>
        </section>
      ) : null}
    </Layout>
  )
}

function BeingSigned({ v, items }: { v: View; items: SigningItem[] }) {
  const t = signingTexts(v)
  return (
    <section aria-labelledby="signing" class="govuk-!-margin-bottom-7">
      <h2 class="govuk-heading-l" id="signing">
        {t.signing(items.length)}
      </h2>
      <p class="govuk-body">{t.signingHint}</p>
      <ul class="govuk-list govuk-list--bullet">
        {items.map((i) => (
          <li key={i.caseId}>
            <a class="govuk-link" href={`/cases/${i.caseId}`}>
              {i.number}
            </a>{' '}
            {i.subject}
            {i.decisionNumber ? ` · Nr. ${i.decisionNumber}` : ''}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Item({ v, item }: { v: View; item: SigningItem }) {
  const t = signingTexts(v)
  const id = `sign.${item.caseId}`
  const at = `/cases/${item.caseId}`
  return (
    <article class="lieta-sign" aria-labelledby={`${id}-title`}>
      <div class="lieta-sign__head">
        {item.why === null ? (
          <div class="govuk-checkboxes" data-module="govuk-checkboxes">
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                id={id}
                name={id}
                type="checkbox"
                value={String(item.revision)}
              />
              <label class="govuk-label govuk-checkboxes__label" for={id}>
                <span class="govuk-visually-hidden">{t.choose(item.number)}</span>
              </label>
            </div>
          </div>
        ) : null}
        <h3 class="govuk-heading-m govuk-!-margin-bottom-1" id={`${id}-title`}>
          <span class="lieta-muted">{item.number}</span> {item.subject}
        </h3>
      </div>
      <p class="lieta-sign__tags">
        <Tag colour={item.favourable ? 'green' : 'orange'}>{proposedWords(v, item.procedure, item.kind)}</Tag>{' '}
        {item.overdue ? <Tag colour="red">{v.t.case.why.overdue}</Tag> : null}{' '}
        {item.failure ? <Tag colour="red">{t.failed}</Tag> : null}
      </p>
      {item.failure ? (
        <p class="govuk-inset-text">
          {momentWords(v, item.failure.at)}: {t.failures[item.failure.reason] ?? item.failure.reason}.{' '}
          {t.again}
        </p>
      ) : null}
      {item.why === 'own-work' ? <p class="govuk-inset-text">{t.ownWork}</p> : null}
      <Facts
        rows={[
          [t.institution, item.institutionName],
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
      <p class="govuk-body lieta-sign__links">
        <a class="govuk-link" href={`${at}/preview`}>
          {t.preview}
        </a>
        <a class="govuk-link" href={at}>
          {t.openCase}
        </a>
        <a class="govuk-link" href={`${at}/acts/decision.return`}>
          {t.return}
          <span class="govuk-visually-hidden"> ({item.number})</span>
        </a>
      </p>
    </article>
  )
}

function Changes({ v, item }: { v: View; item: SigningItem }) {
  const t = signingTexts(v)
  return (
    <ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">
      {item.changes.map((c) => (
        <li key={c.seq}>
          {t.kindsOfChange[c.kind]}
          {aboutWords(v, item.procedure, c)}
          <span class="lieta-muted"> · {momentWords(v, c.at)}</span>
        </li>
      ))}
    </ul>
  )
}

function aboutWords(v: View, procedure: string, { kind, about }: Change): string {
  if (!about) return ''
  if (kind === 'document-issued') return `: ${say(v, documentName(about))}`
  if (kind === 'act') return `: ${doneWords(v, procedure, about)}`
  return `: ${/^\d{4}-\d{2}-\d{2}$/.test(about) ? dayShort(v, about) : about}`
}

/** How the draft differs from the one that was returned, paragraph by paragraph. */
function Returned({ v, item }: { v: View; item: SigningItem }) {
  const t = signingTexts(v)
  const { returnedAt, comment, differences } = item.returned!
  const wordsOf = (field: string, text: string): string =>
    field === 'kind' ? proposedWords(v, item.procedure, text) : text
  return (
    <Details summary={t.returned} open={true}>
      <p class="govuk-body">
        {t.returnedAt(dayOfShort(v, returnedAt))}
        {comment ? `: “${comment}”` : ''}
      </p>
      {differences.length === 0 ? <p class="govuk-body">{t.same}</p> : null}
      {differences.map((d) => (
        <div key={d.field} class="lieta-quote">
          <p class="govuk-body-s govuk-!-font-weight-bold govuk-!-margin-bottom-1">
            {t.fields[d.field] ?? d.field}
          </p>
          {d.removed.map((text) => (
            <p class="govuk-body govuk-!-margin-bottom-1" key={`-${text}`}>
              <span class="lieta-muted">{t.removed}:</span> <del>{wordsOf(d.field, text)}</del>
            </p>
          ))}
          {d.added.map((text) => (
            <p class="govuk-body govuk-!-margin-bottom-1" key={`+${text}`}>
              <span class="lieta-muted">{t.added}:</span> <ins>{wordsOf(d.field, text)}</ins>
            </p>
          ))}
        </div>
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
      <h1 class="govuk-heading-xl">{t.results}</h1>
      <p class="govuk-body-l" role="status">
        {all ? t.allTaken(taken.length) : t.someTaken(taken.length, results.length)}
      </p>
      <dl class="govuk-summary-list">
        {[...results]
          .sort((a, b) => Number(a.ok) - Number(b.ok))
          .map((r) => (
            <div class="govuk-summary-list__row" key={r.caseId}>
              <dt class="govuk-summary-list__key">
                <a class="govuk-link" href={`/cases/${r.caseId}`}>
                  {numbers.get(r.caseId) ?? r.caseId}
                </a>
              </dt>
              <dd class="govuk-summary-list__value">
                {r.problem ? say(v, r.problem.words) : <Tag colour="teal">{t.taken}</Tag>}
              </dd>
            </div>
          ))}
      </dl>
      <a class="govuk-button" href="/desk/signing">
        {t.back}
      </a>
    </Layout>
  )
}
