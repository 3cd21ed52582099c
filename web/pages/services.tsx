import { services, textsFor } from '../../forms/texts/all.ts'
import { Norm } from '../components/norm.tsx'
import { Layout } from '../layout.tsx'
import {
  Button,
  ButtonLink,
  Card,
  Cards,
  Column,
  ErrorSummary,
  Heading,
  Inset,
  Lead,
  Link,
  List,
  PostForm,
  Radios,
  Text,
  Title,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'

/** What can be applied for. */
export function ServicesPage({ v }: { v: View }) {
  const t = v.t.pub
  return (
    <Layout v={v} title={t.services.title}>
      <Title>{t.services.title}</Title>
      <Lead>{t.services.lead}</Lead>
      <Cards>
        {services().map(([id, text]) => (
          <Card key={id}>
            <Heading>
              <Link href={`/services/${id}`}>{say(v, text.title)}</Link>
            </Heading>
            <Text>{say(v, text.service.lead)}</Text>
            {text.service.norm ? (
              <Text>
                <Norm v={v} norm={text.service.norm} />
              </Text>
            ) : null}
          </Card>
        ))}
      </Cards>
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
      <Column>
        {error ? <ErrorSummary v={v} errors={[{ field: 'institution', text: error }]} /> : null}
        <Title>{say(v, title)}</Title>
        <Lead>{say(v, service.lead)}</Lead>
        <Heading>{t.who}</Heading>
        <Text>{say(v, service.who)}</Text>
        <Heading>{t.needed}</Heading>
        <List kind="bullet">
          {service.needed[v.lang].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </List>
        {service.norm ? (
          <Text>
            <Norm v={v} norm={service.norm} />
          </Text>
        ) : null}
        <Heading>{t.term}</Heading>
        <Text>{say(v, service.term)}</Text>
        <Text>
          {service.termNorms.map((norm, n) => (
            <span key={`${norm.act}-${norm.article}`}>
              {n > 0 ? ' · ' : ''}
              <Norm v={v} norm={norm} />
            </span>
          ))}
        </Text>
        <Heading>{t.fee}</Heading>
        <Text>{say(v, service.fee)}</Text>
        <Heading>{t.signature}</Heading>
        <Text>{say(v, service.signature)}</Text>
        <Heading>{say(v, after.title)}</Heading>
        <Text>
          {say(v, after.text)}{' '}
          {after.register ? (
            <Link href={`/registers/${after.register}`}>{v.t.pub.registers.open}</Link>
          ) : null}
        </Text>
        <Text>{say(v, service.time)}</Text>
        {v.person && !v.person.applies ? <Inset>{words.notApplicant}</Inset> : null}
        {!v.person ? (
          <ButtonLink href={`/sign-in?back=/services/${procedure}`}>{words.startSignIn}</ButtonLink>
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
      </Column>
    </Layout>
  )
}
