import { Fragment } from 'preact'
import type { Conflict } from '../../cases/draft-changes.ts'
import type { DraftView } from '../../cases/drafts.ts'
import { markOf } from '../../cases/merge.ts'
import { answerWords, askedPages, type Field, isAsked, type Page } from '../../forms/form.ts'
import { Question } from '../components/question.tsx'
import { dayShort } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Column,
  ErrorSummary,
  Eyebrow,
  type FieldError,
  Hint,
  Inset,
  Link,
  List,
  Note,
  PostForm,
  Radios,
  Text,
  Title,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'

export interface DraftPageProps {
  v: View
  draft: DraftView
  page: Page
  errors: FieldError[]
  /** By field; only when the draft cures a case. */
  remarks: Record<string, string[]>
  cure: boolean
  /** The person came from the check page and goes back there. */
  toCheck: boolean
  /** What the page shows, by question, so that what is changed on it can be told; see cases/merge.ts. */
  marks: Record<string, string>
  /** Answers that somebody else gave while this person wrote other ones. */
  conflicts: Conflict[]
}

/** One page of a form: what belongs together, saved when the person goes on. */
export function DraftPage(props: DraftPageProps) {
  const { v, draft, page, errors, remarks, cure, toCheck, marks, conflicts } = props
  const { id: draftId, form, data } = draft
  const t = v.t.case.draft
  const pages = askedPages(form, data, draft.context)
  const at = pages.indexOf(page)
  const before = pages[at - 1]
  const fields = page.fields.filter(
    (f) => isAsked(f, data, draft.context) || conflicts.some((c) => c.field === f.name),
  )
  const multipart = fields.some((f) => f.widget === 'file')
  const back = toCheck ? 'check' : before?.id
  return (
    <Layout
      v={v}
      title={`${say(v, page.title)} – ${say(v, form.title)}`}
      wrong={errors.length > 0}
      back={{ href: back ? `/drafts/${draftId}/${back}` : '/portal', text: v.t.back }}
    >
      <Column>
        <ErrorSummary v={v} errors={errors} />
        <Eyebrow>
          {say(v, form.title)} · {t.progress(at + 1, pages.length)}
        </Eyebrow>
        <Title>{say(v, page.title)}</Title>
        {cure ? <Inset>{t.cureLead}</Inset> : null}
        {page.intro ? <Text>{say(v, page.intro)}</Text> : null}
        {fields.some((f) => f.signed?.what === 'application') ? <HowToSign v={v} draftId={draftId} /> : null}
        <PostForm
          v={v}
          action={`/drafts/${draftId}/${page.id}${toCheck ? '?to=check' : ''}`}
          {...(multipart ? { enctype: 'multipart/form-data' } : {})}
        >
          <input
            type="hidden"
            name="_marks"
            value={Object.entries(marks)
              .map(([name, mark]) => `${name}:${mark}`)
              .join(' ')}
          />
          {fields.map((field) => {
            const conflict = conflicts.find((c) => c.field === field.name)
            return (
              <Fragment key={field.name}>
                <Question
                  v={v}
                  field={field}
                  data={data}
                  context={draft.context}
                  verifications={draft.verifications}
                  errors={errors}
                  remarks={remarks[field.name] ?? []}
                  large={true}
                />
                {conflict ? <WhichAnswer v={v} field={field} conflict={conflict} /> : null}
              </Fragment>
            )
          })}
          <Button>{v.t.continue}</Button>
        </PostForm>
        <Hint>{t.saved}</Hint>
      </Column>
    </Layout>
  )
}

/** The answer of the other beside one's own, to choose between; one's own may be changed on before. */
function WhichAnswer({ v, field, conflict }: { v: View; field: Field; conflict: Conflict }) {
  const t = v.t.case.draft.conflict
  const { change, theirs } = conflict
  const self = change?.personId === v.person?.id
  const empty = theirs === undefined || theirs === ''
  const text = empty ? v.t.case.draft.notAnswered : say(v, answerWords(field, theirs))
  const who = change && !self ? change.by : null
  return (
    <Note tone="now">
      <Text strong tight>
        {t.stands(who)}
      </Text>
      <Text prose muted={empty}>
        {!empty && field.widget === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayShort(v, text) : text}
      </Text>
      <Radios
        v={v}
        name={`_keep.${field.name}`}
        label={t.which}
        choices={[
          { value: `mine:${markOf(field, theirs)}`, label: t.mine },
          { value: 'theirs', label: t.theirs },
        ]}
      />
    </Note>
  )
}

/** Where the sign-in does not stand for the signature: what to download, how to sign it, where to put it. */
function HowToSign({ v, draftId }: { v: View; draftId: string }) {
  const t = v.t.sign
  return (
    <section aria-label={t.steps}>
      <List kind="number">
        <li>
          <Link href={`/drafts/${draftId}/application`}>{t.download}</Link> (iesniegums.txt)
        </li>
        <li>{t.stepSign}</li>
        <li>{t.stepAttach}</li>
      </List>
    </section>
  )
}
