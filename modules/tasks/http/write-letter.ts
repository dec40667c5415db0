import type { Language } from '@songhua/kernel';
import {
  AlignmentType,
  convertMillimetersToTwip,
  Document,
  Footer,
  type IParagraphOptions,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Letter, LetterTable } from '../domain/compose-letter.ts';

/** Faces and sizes (half points) of an official document, GB/T 9704-2012: title 2号小标宋, headings 3号黑体, text 3号仿宋. */
const faces: Readonly<
  Record<Language, { readonly title: string; readonly heading: string; readonly text: string; readonly figure: string }>
> = {
  zh: { title: '方正小标宋简体', heading: '黑体', text: '仿宋', figure: '宋体' },
  en: { title: 'Times New Roman', heading: 'Arial', text: 'Times New Roman', figure: 'Times New Roman' },
};
const size = { title: 44, text: 32, table: 21, note: 21, page: 28 } as const;
/** 28 points: 22 lines on a page. */
const line = { line: 560, lineRule: 'exact' } as const;
/** Width of the text, in twentieths of a point: A4 less 28 mm and 26 mm. */
const textWidth = convertMillimetersToTwip(210 - 28 - 26);

const font = (eastAsia: string): NonNullable<IRunOptions['font']> => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia,
});

function writeTable({ columns, widths, rows }: LetterTable, language: Language): Table {
  const twips = widths.map((share) => Math.floor((textWidth * share) / 100));
  const cell = (text: string, at: number, bold: boolean): TableCell =>
    new TableCell({
      width: { size: twips[at] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 40, bottom: 40, left: 60, right: 60 },
      children: [
        new Paragraph({
          alignment: bold || /^[\d.,%—]+$/.test(text) ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [new TextRun({ text, bold, size: size.table, font: font(faces[language].text) })],
        }),
      ],
    });
  const row = (texts: readonly string[], head: boolean): TableRow =>
    new TableRow({ tableHeader: head, cantSplit: true, children: texts.map((text, at) => cell(text, at, head)) });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: twips,
    rows: [row(columns, true), ...rows.map((texts) => row(texts, false))],
  });
}

/** A letter as a DOCX file: A4 with the margins, faces and line pitch of an official document, numbered pages. */
export function writeLetter(letter: Letter, language: Language, now: Date): Promise<Buffer> {
  const { title, heading, text, figure } = faces[language];
  const paragraph = (
    content: string,
    more: Omit<IParagraphOptions, 'children'> = {},
    face = text,
    points: number = size.text,
  ): Paragraph =>
    new Paragraph({ spacing: line, ...more, children: [new TextRun({ text: content, size: points, font: font(face) })] });
  // Two characters of indent.
  const indent = language === 'zh' ? { firstLine: 640 } : {};
  const document = new Document({
    creator: letter.signature,
    title: letter.title,
    lastModifiedBy: letter.signature,
    description: now.toISOString(),
    styles: {
      default: { document: { run: { font: font(text), size: size.text, language: { value: 'en-GB', eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
            margin: {
              top: convertMillimetersToTwip(37),
              bottom: convertMillimetersToTwip(35),
              left: convertMillimetersToTwip(28),
              right: convertMillimetersToTwip(26),
              footer: convertMillimetersToTwip(25),
            },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: size.page, font: font(figure) })],
              }),
            ],
          }),
        },
        children: [
          paragraph(
            letter.title,
            { alignment: AlignmentType.CENTER, spacing: { ...line, line: 640, before: 280, after: 560 } },
            title,
            size.title,
          ),
          paragraph(letter.addressee),
          ...letter.sections.flatMap((section) => [
            paragraph(section.heading, { indent, keepNext: true }, heading),
            ...section.paragraphs.map((one, at) =>
              paragraph(one, {
                indent,
                alignment: AlignmentType.BOTH,
                ...(section.table &&
                  at === section.paragraphs.length - 1 && { keepNext: true, spacing: { ...line, after: 120 } }),
              }),
            ),
            ...(section.table ? [writeTable(section.table, language), paragraph('', { spacing: { line: 240 } })] : []),
          ]),
          paragraph('', {}),
          paragraph(letter.signature, { alignment: AlignmentType.RIGHT, indent: { right: 640 }, keepNext: true }),
          paragraph(letter.date, { alignment: AlignmentType.RIGHT, indent: { right: 640 } }),
          paragraph(letter.note, { spacing: { before: 280 } }, text, size.note),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
