import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** Where numbers live: costs with their sources, limits, facts of interfaces, and what tests and scenarios set up. */
const HOMES = /(^|\/)(costs|scenarios|testing|catalogue)\/|(limits|abi|catalogue)\.ts$|\.test\.ts$/;
/** Numbers that say nothing about the world: none, one, a half or a pair. */
const PLAIN = new Set(["0", "1", "2"]);
/** A constant whose name tells what it is: conversions and formats. */
const NAMED = /^[A-Z][A-Z0-9_]+$/;

function bareNumbers(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && NAMED.test(node.name.text)) return;
    if (ts.isNumericLiteral(node) && !PLAIN.has(node.getText()) && !ts.isLiteralTypeNode(node.parent)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1}: ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("numbers of the engine", () => {
  it("finds a bare number where there is one", () => {
    expect(bareNumbers("a.ts", "const wait = 50;\nconst TEN = 10;\nf(x * 1000, 1);")).toEqual([
      "a.ts:1: 50",
      "a.ts:3: 1000",
    ]);
  });

  it("are costs with a source, limits, or facts of an interface: none is bare", () => {
    const files = readdirSync("app/sim", { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && !HOMES.test(file),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => bareNumbers(file, readFileSync(`app/sim/${file}`, "utf8")))).toEqual([]);
  });
});
