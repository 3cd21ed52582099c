import type { DraftView } from '../../cases/drafts.ts'
import type { VerificationView } from '../../cases/verification/check.ts'
import {
  allFields,
  askedPages,
  type Field,
  type FileRef,
  type FormDef,
  isAsked,
  shownAs,
} from '../../forms/form.ts'
import { oddWords } from '../../forms/text.ts'
import { Norm } from '../components/norm.tsx'
import { StateTag } from '../components/verification.tsx'
import { dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Column,
  Details,
  ErrorSummary,
  Eyebrow,
  Heading,
  Hidden,
  Inset,
  Lead,
  Link,
  List,
  Muted,
  Note,
  PostForm,
  Prose,
  Summary,
  SummaryRow,
  Text,
  Title,
} from '../ui/index.ts'
import { say, type View, type Words } from '../view.ts'

export interface CheckProps {
  v: View
  draft: DraftView
  institution: string
  errors: { field: string; page: string; text: string }[]
  remarks: Record<string, string[]>
  cure: boolean
  /** Open cases about the same of the same institution. */
  already: { caseId: string; number: string }[]
  keyed: string
  note?: string
}

/** All answers before they are sent, each with a way to change it; what is missing stands at the top. */
export function CheckPage({
  v,
  draft,
  institution,
  errors,
  remarks,
  cure,
  already,
  keyed,
  note,
}: CheckProps) {
  const t = v.t.case.draft
  const { id: draftId, form, data } = draft
  const answers = Object.values(data).filter((one) => typeof one === 'string')
  const alike = oddWords(answers.join('\n'))
    .slice(0, 20)
    .map((odd) => odd.word)
  const pages = askedPages(form, data, draft.context)
  const shown = new Map(
    shownAs(form, data, draft.context).flatMap((p) => p.answers.map((a) => [a.name, a.answer] as const)),
  )
  const last = pages[pages.length - 1]!
  const fields = form.pages.flatMap((p) => p.fields.filter((f) => isAsked(f, data, draft.context)))
  const checklist = fields.filter((f) => f.norm)
  return (
    <Layout
      v={v}
      title={`${t.check} – ${say(v, form.title)}`}
      wrong={errors.length > 0}
      back={{ href: `/drafts/${draftId}/${last.id}`, text: v.t.back }}
    >
      <Column>
        <ErrorSummary
          v={v}
          title={t.checkErrors}
          errors={errors.map((e) => ({
            ...e,
            href: `/drafts/${draftId}/${e.page}?to=check&check=1#${e.field}`,
          }))}
          {...(note ? { note } : {})}
        />
        <Eyebrow>{say(v, form.title)}</Eyebrow>
        <Title>{cure ? t.cureTitle : t.check}</Title>
        {alike.length > 0 ? <Inset>{v.t.session.lookalikes(alike.join(', '))}</Inset> : null}
        {cure ? <Lead>{t.cureLead}</Lead> : null}
        {errors.length === 0 && !cure ? <Lead>{t.checkReady}</Lead> : null}
        {already.length > 0 ? (
          <Note tone="soon">
            <Text tight>
              {t.already}{' '}
              {already.map(({ caseId, number }, n) => (
                <>
                  {n > 0 ? ', ' : ''}
                  <Link href={`/cases/${caseId}`}>{number}</Link>
                </>
              ))}
            </Text>
          </Note>
        ) : null}
        <Summary>
          <SummaryRow title={t.institution}>{institution}</SummaryRow>
        </Summary>
        {pages.map((page) => (
          <section key={page.id}>
            <Heading>{say(v, page.title)}</Heading>
            <Summary>
              {page.fields
                .filter((f) => isAsked(f, data, draft.context))
                .map((field) => (
                  <Row
                    key={field.name}
                    v={v}
                    field={field}
                    answer={shown.get(field.name)}
                    files={field.widget === 'file' ? ((data[field.name] as FileRef[] | undefined) ?? []) : []}
                    verifications={draft.verifications}
                    remarks={remarks[field.name] ?? []}
                    href={`/drafts/${draftId}/${page.id}?to=check#${field.name}`}
                    wrong={errors.some((e) => e.field === field.name)}
                  />
                ))}
            </Summary>
          </section>
        ))}
        {draft.context.signature === 'sign-in' ? (
          <section>
            <Heading>{v.t.sign.own}</Heading>
            <Text>
              {v.t.sign.bySignIn} <Norm v={v} norm={{ act: 'APL', article: '56(1)' }} />
            </Text>
          </section>
        ) : null}
        <Details summary={t.checked}>
          <List kind="bullet">
            {checklist.map((f) => (
              <li key={f.name}>
                {say(v, f.label)} {f.norm ? <Norm v={v} norm={f.norm} /> : null}
              </li>
            ))}
          </List>
        </Details>
        <Text>{t.submitExplain}</Text>
        {draft.changes.length > 0 ? (
          <Details summary={t.changes}>
            <List kind="bullet">
              {draft.changes.map((c) => (
                <li key={c.revision}>
                  {momentWords(v, c.at.toISOString())} {c.by}:{' '}
                  {c.fields.map((name) => labelOf(v, form, name)).join('; ')}
                </li>
              ))}
            </List>
          </Details>
        ) : null}
        <PostForm v={v} action={`/drafts/${draftId}/check`} keyed={keyed}>
          <input type="hidden" name="_revision" value={draft.revision} />
          <Button>{cure ? t.submitCure : t.submit}</Button>
        </PostForm>
      </Column>
    </Layout>
  )
}

function labelOf(v: View, form: FormDef, name: string): string {
  const field = allFields(form).find((f) => f.name === name)
  return field ? say(v, field.label) : name
}

function Row({
  v,
  field,
  answer,
  files,
  verifications,
  remarks,
  href,
  wrong,
}: {
  v: View
  field: Field
  answer: Words | undefined
  files: FileRef[]
  verifications: Record<string, VerificationView>
  remarks: string[]
  href: string
  wrong: boolean
}) {
  const t = v.t.case.draft
  const text = answer ? say(v, answer) : ''
  const isDay = field.widget === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text)
  return (
    <SummaryRow
      title={say(v, field.label)}
      action={
        <Link href={href}>
          {v.t.change}
          <Hidden> ({say(v, field.label)})</Hidden>
        </Link>
      }
    >
      {remarks.map((remark, n) => (
        <Note tone="now" key={n}>
          <Text prose>{remark}</Text>
        </Note>
      ))}
      {files.length > 0 ? (
        <List>
          {files.map((f) => (
            <li key={f.fileId}>
              {f.name} <Muted>{v.t.size(f.size)}</Muted>{' '}
              {verifications[f.fileId] ? <StateTag v={v} state={verifications[f.fileId]!.state} /> : null}
            </li>
          ))}
        </List>
      ) : (
        <Prose wrong={wrong}>
          {isDay ? dayShort(v, text) : text || (wrong ? t.notAnswered : <Muted>{t.notAnswered}</Muted>)}
        </Prose>
      )}
    </SummaryRow>
  )
}
