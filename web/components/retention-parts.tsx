import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { ErasedOn } from '../../cases/retention/erased.ts'
import { dayOfShort, dayShort } from '../format.ts'
import { retentionEn } from '../texts/retention-en.ts'
import { type RetentionTexts, retentionLv } from '../texts/retention-lv.ts'
import {
  Button,
  DateInput,
  Details,
  Facts,
  Heading,
  List,
  Muted,
  Panel,
  PostForm,
  Tag,
  Text,
  TextArea,
} from '../ui/index.ts'
import { type NewKey, say, type View } from '../view.ts'
import { Norm } from './norm.tsx'

/** The words of retention in the language of the page. */
export function retentionTexts(v: View): RetentionTexts {
  return v.lang === 'en' ? retentionEn : retentionLv
}

/** By which norm, and that no source gives it, where that is so. */
export function Basis({
  v,
  norm,
  unverified,
  missing,
}: {
  v: View
  norm: ErasedOn['norm']
  unverified: boolean
  missing?: { lv: string; en: string }
}) {
  const t = retentionTexts(v)
  return (
    <>
      {norm ? <Norm v={v} norm={norm} /> : null} {unverified ? <Tag tone="soon">{t.unverified}</Tag> : null}
      {missing ? (
        <Details summary={t.missing}>
          <Text small>{say(v, missing)}</Text>
        </Details>
      ) : null}
    </>
  )
}

/** What went of a case: when, by which rule and act. */
export function ErasedNotice({ v, erased }: { v: View; erased: ErasedOn[] }) {
  const t = retentionTexts(v).erased
  if (erased.length === 0) return null
  return (
    <Panel tone="force" labelledby="erased">
      <Heading id="erased">{t.title}</Heading>
      <Text>{t.lead}</Text>
      <List>
        {erased.map((e) => (
          <li key={e.part}>
            {t.line(t.parts[e.part], dayShort(v, e.date), e.act)}{' '}
            <Muted>
              (<Basis v={v} norm={e.norm} unverified={e.unverified} />)
            </Muted>
          </li>
        ))}
      </List>
    </Panel>
  )
}

/** The hold of a case, for the staff; set and lifted by those who may. */
export function Hold({ v, file, newKey, may }: { v: View; file: CaseFile; newKey: NewKey; may: boolean }) {
  const t = retentionTexts(v).hold
  const { hold, caseId } = file
  if (!hold && !may) return null
  return (
    <section aria-labelledby="hold">
      <Heading size="s" id="hold">
        {t.title}
      </Heading>
      {hold ? (
        <>
          <Text>{t.stands}</Text>
          <Facts
            rows={[
              [t.since, dayOfShort(v, hold.since)],
              [t.review, dayShort(v, hold.review)],
              [t.by, hold.by],
              [t.reason, hold.reason],
            ]}
          />
        </>
      ) : null}
      {may && hold ? (
        <Details summary={t.lift}>
          <PostForm v={v} action={`/cases/${caseId}/hold/lift`} keyed={newKey()}>
            <TextArea v={v} name="liftReason" label={t.liftReason} rows={2} />
            <Button kind="secondary">{t.lift}</Button>
          </PostForm>
        </Details>
      ) : null}
      {may ? (
        <Details summary={hold ? t.setAnew : t.set}>
          <Text>{t.explain}</Text>
          <PostForm v={v} action={`/cases/${caseId}/hold`} keyed={newKey()}>
            <DateInput v={v} name="review" label={t.reviewLabel} />
            <TextArea v={v} name="holdReason" label={t.reasonLabel} rows={2} />
            <Button kind="secondary">{hold ? t.setAnew : t.set}</Button>
          </PostForm>
        </Details>
      ) : null}
    </section>
  )
}
