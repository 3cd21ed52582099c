import { services, textsFor } from '../../forms/texts/all.ts'
import { ErrorSummary, Radios } from '../components/inputs.tsx'
import { Button, Norm, PostForm } from '../components/parts.tsx'
import { Layout } from '../layout.tsx'
import { say, type View } from '../view.ts'

/** What can be applied for. */
export function ServicesPage({ v }: { v: View }) {
  const t = v.t.pub
  return (
    <Layout v={v} title={t.services.title}>
      <h1 class="govuk-heading-xl">{t.services.title}</h1>
      <p class="govuk-body-l">{t.services.lead}</p>
      <ul class="lieta-cards">
        {services().map(([id, text]) => (
          <li class="lieta-card" key={id}>
            <h2 class="govuk-heading-m">
              <a class="govuk-link" href={`/services/${id}`}>
                {say(v, text.title)}
              </a>
            </h2>
            <p class="govuk-body">{say(v, text.service.lead)}</p>
            {text.service.norm ? (
              <p class="govuk-body">
                <Norm v={v} norm={text.service.norm} />
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Layout>
  )
}

export interface ServiceProps {
  v: View
  procedure: string
  institutions: { id: string; name: string }[]
  error?: string
}

/** One service: who may apply, what is needed, how long it takes, what it costs; and the way in. */
export function ServicePage({ v, procedure, institutions, error }: ServiceProps) {
  const t = v.t.pub.service
  const words = v.t.pub.services
  const { title, service } = textsFor(procedure)
  const { after } = service
  return (
    <Layout v={v} title={say(v, title)} wrong={Boolean(error)} back={{ href: '/services', text: v.t.back }}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {error ? <ErrorSummary v={v} errors={[{ field: 'institution', text: error }]} /> : null}
          <h1 class="govuk-heading-xl">{say(v, title)}</h1>
          <p class="govuk-body-l">{say(v, service.lead)}</p>
          <h2 class="govuk-heading-m">{t.who}</h2>
          <p class="govuk-body">{say(v, service.who)}</p>
          <h2 class="govuk-heading-m">{t.needed}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {service.needed[v.lang].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {service.norm ? (
            <p class="govuk-body">
              <Norm v={v} norm={service.norm} />
            </p>
          ) : null}
          <h2 class="govuk-heading-m">{t.term}</h2>
          <p class="govuk-body">{say(v, service.term)}</p>
          <p class="govuk-body">
            {service.termNorms.map((norm, n) => (
              <span key={`${norm.act}-${norm.article}`}>
                {n > 0 ? ' · ' : ''}
                <Norm v={v} norm={norm} />
              </span>
            ))}
          </p>
          <h2 class="govuk-heading-m">{t.fee}</h2>
          <p class="govuk-body">{say(v, service.fee)}</p>
          <h2 class="govuk-heading-m">{t.signature}</h2>
          <p class="govuk-body">{say(v, service.signature)}</p>
          <h2 class="govuk-heading-m">{say(v, after.title)}</h2>
          <p class="govuk-body">
            {say(v, after.text)}{' '}
            {after.register ? (
              <a class="govuk-link" href={`/registers/${after.register}`}>
                {v.t.pub.registers.open}
              </a>
            ) : null}
          </p>
          <p class="govuk-body">{say(v, service.time)}</p>
          {v.person && !v.person.applies ? <p class="govuk-inset-text">{words.notApplicant}</p> : null}
          {!v.person ? (
            <a href={`/sign-in?back=/services/${procedure}`} class="govuk-button">
              {words.startSignIn}
            </a>
          ) : null}
          {v.person?.applies ? (
            <PostForm v={v} action={`/services/${procedure}`}>
              {institutions.length > 1 ? (
                <Radios
                  v={v}
                  name="institution"
                  label={words.chooseInstitution}
                  error={error}
                  choices={institutions.map((i) => ({ value: i.id, label: i.name }))}
                />
              ) : null}
              <Button>{words.start}</Button>
            </PostForm>
          ) : null}
        </div>
      </div>
    </Layout>
  )
}
