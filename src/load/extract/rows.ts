/** The rows of an extract, one at a time, in their sender's own words. */
import type { InputFile } from "../input-file";
import { LineSplitter } from "../lines";
import type { Mapping } from "../mapping/mapping";
import { readLine } from "../read-line";
import { refusedLine, type RefusedLine } from "../check-line";
import { csvRows } from "./csv-rows";
import type { Row } from "./row";

/** @throws CannotLoad where the file is not what the mapping says it is */
export function rowsOf(file: InputFile, mapping: Mapping): AsyncGenerator<Row | RefusedLine> {
  const { format, columns } = mapping;
  return format.type === "csv" ? csvRows(file.from(0), format, columns) : jsonRows(file.from(0));
}

async function* jsonRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<Row | RefusedLine> {
  const splitter = new LineSplitter(0, 0);
  const toRow = (line: Parameters<typeof readLine>[0]): (Row | RefusedLine)[] => {
    const read = readLine(line);
    if (read === null) return [];
    return ["sent" in read ? { line: line.number, row: read.sent } : refusedLine(line.number, [read.fault])];
  };
  for await (const chunk of chunks) for (const line of splitter.push(chunk)) yield* toRow(line);
  for (const line of splitter.end()) yield* toRow(line);
}
