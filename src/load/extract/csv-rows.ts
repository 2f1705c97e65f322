/**
 * Rows of a CSV file with a header. A cell without text is no cell; a row with more or fewer cells than the header is
 * refused, and a quote that is out of place stops the reading: what stands behind it could belong to anybody.
 */
import { pipeline, Readable } from "node:stream";
import { parse } from "csv-parse";
import { didYouMean } from "../../governance/protocols/did-you-mean";
import { CannotLoad } from "../cannot-load";
import { refusedLine, type RefusedLine } from "../check-line";
import { LONGEST_LINE } from "../lines";
import type { Column, Format } from "../mapping/mapping";
import type { Row } from "./row";

type Csv = Extract<Format, { type: "csv" }>;
interface Read {
  readonly record: readonly string[];
  readonly raw: string;
}

export async function* csvRows(
  chunks: AsyncIterable<Buffer>,
  format: Csv,
  columns: readonly Column[],
): AsyncGenerator<Row | RefusedLine> {
  const parser = parse({
    delimiter: format.delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: LONGEST_LINE,
    relax_column_count: true,
    trim: true,
    raw: true,
    info: true,
  });
  pipeline(Readable.from(decoded(chunks, format)), parser, () => undefined);
  let line = 1;
  let header: readonly string[] | null = null;
  try {
    for await (const { record, raw } of parser as AsyncIterable<Read>) {
      const at = line;
      line += raw.match(/\r\n|\n|\r/g)?.length ?? 0;
      if (record.every((it) => it === "")) continue;
      if (header === null) header = checkHeader(record, columns);
      else yield toRow(at, record, header);
    }
  } catch (error) {
    if (error instanceof CannotLoad) throw error;
    // its message quotes the file
    const { code = "", lines = line } = error as { code?: string; lines?: number };
    throw new CannotLoad(
      `line ${lines}: ${WORDS[code] ?? "cannot be read as CSV"}; correct the file, what is loaded stays`,
    );
  }
  if (header === null) throw new CannotLoad("the file is empty: expected a header with the names of the columns");
}

const WORDS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "the file ends within a quote, which begins here or before",
  INVALID_OPENING_QUOTE: "a quote in the middle of a cell; a cell that holds quotes is quoted, and they are doubled",
  CSV_INVALID_CLOSING_QUOTE: "text behind a closing quote",
  CSV_MAX_RECORD_SIZE: "a row of more than 1 MB; a quote before it is perhaps not closed",
};

async function* decoded(chunks: AsyncIterable<Buffer>, { encoding }: Csv): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of chunks) {
      const text = decoder.decode(chunk, { stream: true });
      if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw error;
    throw new CannotLoad(`not ${encoding}; say in the mapping's format how it is encoded`);
  }
}

function checkHeader(header: readonly string[], columns: readonly Column[]): readonly string[] {
  const twice = header.findIndex((it, i) => header.indexOf(it) !== i);
  if (twice !== -1) throw new CannotLoad(`the header names its column ${twice + 1} like another before it`);
  const missing = new Map(columns.filter((it) => !header.includes(it.name)).map((it) => [it.name, it]));
  if (missing.size === 0) return header;
  const faults = [...missing.values()].map(
    ({ name, line, column }) => `  line ${line}, column ${column} of the mapping: ${name}${didYouMean(name, header)}`,
  );
  throw new CannotLoad(`the file has not every column that the mapping reads:\n${faults.join("\n")}`);
}

function toRow(line: number, record: readonly string[], header: readonly string[]): Row | RefusedLine {
  if (record.length !== header.length) {
    const message = `has ${record.length} cells; the header has ${header.length}`;
    return refusedLine(line, [{ path: "", code: "WRONG_NUMBER_OF_CELLS", message }]);
  }
  if (record.some((it) => it.includes("\0"))) {
    return refusedLine(line, [{ path: "", code: "NUL_BYTE", message: "holds a NUL byte" }]);
  }
  return {
    line,
    row: Object.fromEntries(header.map((name, i) => [name, record[i]!] as const).filter(([, cell]) => cell !== "")),
  };
}
