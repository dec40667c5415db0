import type { Language } from '@songhua/kernel';
import {
  AlignmentType,
  Document,
  Footer,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';

/** A report as headings, paragraphs and tables: the page and the document say the same. */
export interface WrittenReport {
  readonly title: string;
  /** One line under the title. */
  readonly line: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly paragraphs: readonly string[];
    readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } | null;
  }[];
  /** What stands at its end: what it was made from, what was not checked. */
  readonly note: string;
}

export const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Faces that Chinese offices have; where one is missing the word processor takes its own. Half points. */
const styles = {
  title: { face: '黑体', size: 40 },
  line: { face: '楷体', size: 26 },
  heading: { face: '黑体', size: 30 },
  text: { face: '仿宋', size: 28 },
  cell: { face: '宋体', size: 20 },
  note: { face: '宋体', size: 18 },
} as const;
type Style = keyof typeof styles;

const run = (text: string, style: Style, bold = false): TextRun => {
  const { face, size } = styles[style];
  const font: IRunOptions['font'] = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: face };
  return new TextRun({ text, size, bold, font });
};

/** What people wrote over several lines stays over several paragraphs. */
const paragraphs = (text: string, language: Language): Paragraph[] =>
  text.split(/\r?\n/).map(
    (line) =>
      new Paragraph({
        spacing: { line: 420, after: 60 },
        indent: language === 'zh' ? { firstLine: 2 * styles.text.size * 10 } : {},
        children: [run(line, 'text')],
      }),
  );

function table({ columns, rows }: NonNullable<WrittenReport['sections'][number]['table']>): Table {
  const row = (texts: readonly string[], head: boolean) =>
    new TableRow({
      tableHeader: head,
      cantSplit: true,
      children: texts.map((text) => new TableCell({ children: [new Paragraph({ children: [run(text, 'cell', head)] })] })),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(columns, true), ...rows.map((texts) => row(texts, false))],
  });
}

/** A report as a DOCX file, pages numbered. */
export function writeDocument({ title, line, sections, note }: WrittenReport, language: Language): Promise<Buffer> {
  const page = new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT] })] });
  return Packer.toBuffer(
    new Document({
      title,
      sections: [
        {
          footers: { default: new Footer({ children: [page] }) },
          children: [
            new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 160 }, children: [run(title, 'title')] }),
            new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 240 }, children: [run(line, 'line')] }),
            ...sections.flatMap((section) => [
              new Paragraph({ keepNext: true, spacing: { before: 200, after: 80 }, children: [run(section.heading, 'heading')] }),
              ...section.paragraphs.flatMap((text) => paragraphs(text, language)),
              ...(section.table ? [table(section.table)] : []),
            ]),
            new Paragraph({ spacing: { before: 300 }, children: [run(note, 'note')] }),
          ],
        },
      ],
    }),
  );
}
