import type { Language } from "@/lib/exports/answer/languages";
import type { Letter } from "@/lib/exports/answer/letters";

type Template = Record<Letter, string>;

/** What to begin with. What is in [brackets] is for the workspace to replace. */
export const templates: Record<Language, Template> = {
  en: {
    a: "We use your data to answer your requests and to provide [our service].",
    b: "Contact details, what you wrote to us and what we answered, and [other categories].",
    c: "[Names of processors and other recipients, and whether data leaves the EEA, with the safeguards.]",
    d: "We store conversations and tickets for [period] after the last message.",
    e: "You can ask us to correct or erase your data or to restrict its processing, and you can object to it: [contact].",
    f: "You can complain to a supervisory authority, such as [name and address].",
    g: "The data comes from you, and from [other sources].",
    h: "There is no automated decision-making within the meaning of Art. 22 GDPR. [Or: its logic and consequences.]",
  },
  de: {
    a: "Wir verwenden Ihre Daten, um Ihre Anfragen zu beantworten und [unseren Dienst] zu erbringen.",
    b: "Kontaktdaten, was Sie uns geschrieben und wir geantwortet haben, und [weitere Kategorien].",
    c: "[Namen der Auftragsverarbeiter und anderer Empfänger, und ob Daten den EWR verlassen, mit den Garantien.]",
    d: "Wir speichern Gespräche und Vorgänge [Dauer] nach der letzten Nachricht.",
    e: "Sie können die Berichtigung oder Löschung Ihrer Daten oder die Einschränkung der Verarbeitung verlangen und ihr widersprechen: [Kontakt].",
    f: "Sie können sich bei einer Aufsichtsbehörde beschweren, etwa bei [Name und Anschrift].",
    g: "Die Daten stammen von Ihnen und aus [anderen Quellen].",
    h: "Es gibt keine automatisierte Entscheidungsfindung im Sinne von Art. 22 DSGVO. [Oder: ihre Logik und Folgen.]",
  },
  es: {
    a: "Usamos sus datos para responder a sus solicitudes y prestar [nuestro servicio].",
    b: "Datos de contacto, lo que nos escribió y lo que respondimos, y [otras categorías].",
    c: "[Nombres de los encargados y otros destinatarios, y si los datos salen del EEE, con las garantías.]",
    d: "Conservamos las conversaciones y solicitudes durante [plazo] desde el último mensaje.",
    e: "Puede pedir la rectificación o supresión de sus datos o la limitación de su tratamiento, y oponerse a él: [contacto].",
    f: "Puede reclamar ante una autoridad de control, por ejemplo [nombre y dirección].",
    g: "Los datos proceden de usted y de [otras fuentes].",
    h: "No hay decisiones automatizadas en el sentido del art. 22 del RGPD. [O bien: su lógica y consecuencias.]",
  },
  fr: {
    a: "Nous utilisons vos données pour répondre à vos demandes et fournir [notre service].",
    b: "Coordonnées, ce que vous nous avez écrit et nos réponses, et [autres catégories].",
    c: "[Noms des sous-traitants et autres destinataires, et si les données quittent l’EEE, avec les garanties.]",
    d: "Nous conservons les conversations et les tickets pendant [durée] après le dernier message.",
    e: "Vous pouvez demander la rectification ou l’effacement de vos données ou la limitation de leur traitement, et vous y opposer : [contact].",
    f: "Vous pouvez introduire une réclamation auprès d’une autorité de contrôle, telle que [nom et adresse].",
    g: "Les données proviennent de vous et de [autres sources].",
    h: "Il n’y a pas de décision automatisée au sens de l’art. 22 du RGPD. [Ou : sa logique et ses conséquences.]",
  },
  pt: {
    a: "Usamos os seus dados para responder aos seus pedidos e prestar [o nosso serviço].",
    b: "Dados de contacto, o que nos escreveu e o que respondemos, e [outras categorias].",
    c: "[Nomes dos subcontratantes e outros destinatários, e se os dados saem do EEE, com as garantias.]",
    d: "Conservamos as conversas e os pedidos durante [prazo] após a última mensagem.",
    e: "Pode pedir a retificação ou o apagamento dos seus dados ou a limitação do tratamento, e opor-se a ele: [contacto].",
    f: "Pode apresentar reclamação a uma autoridade de controlo, como [nome e endereço].",
    g: "Os dados provêm de si e de [outras fontes].",
    h: "Não há decisões automatizadas na aceção do art. 22.º do RGPD. [Ou: a sua lógica e consequências.]",
  },
};
