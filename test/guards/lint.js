/**
 * Lint rules of our own: every visible word comes from web/words, sides are logical so that right to left comes for free, and what a row
 * shows follows the row.
 */

const LETTERS = /\p{L}{2,}/u;
const SPOKEN = new Set(["aria-label", "aria-description", "title", "placeholder", "alt", "label", "hint", "description", "menuLabel"]);
const PHYSICAL =
  /(?:^|[\s:"'`-])(?:-?(?:ml|mr|pl|pr|left|right|scroll-ml|scroll-mr)-[\w[]|text-(?:left|right)\b|(?:border|rounded)-(?:l|r|tl|tr|bl|br)\b)/;

const words = {
  create(context) {
    const report = (node, text) => {
      if (LETTERS.test(text)) context.report({ node, message: `"${text.trim().slice(0, 40)}" is a visible word: it belongs in web/words` });
    };
    return {
      JSXText: (node) => report(node, node.value),
      JSXExpressionContainer(node) {
        const inside = node.expression;
        if (node.parent.type !== "JSXAttribute" && inside.type === "Literal" && typeof inside.value === "string")
          report(node, inside.value);
      },
      JSXAttribute(node) {
        if (node.name.type !== "JSXIdentifier" && node.name.type !== "JSXNamespacedName") return;
        const name = node.name.type === "JSXIdentifier" ? node.name.name : `${node.name.namespace.name}:${node.name.name.name}`;
        if (SPOKEN.has(name) && node.value?.type === "Literal" && typeof node.value.value === "string") report(node, node.value.value);
      },
    };
  },
};

const sides = {
  create(context) {
    const check = (node, text) => {
      if (PHYSICAL.test(text)) context.report({ node, message: "a physical side: use the logical one (ms, me, ps, pe, start, end)" });
    };
    const within = (node) => {
      for (let at = node.parent; at; at = at.parent)
        if (at.type === "JSXAttribute") return at.name.name === "class" || at.name.name === "classList";
      return false;
    };
    return {
      Literal: (node) => typeof node.value === "string" && within(node) && check(node, node.value),
      TemplateElement: (node) => within(node) && check(node, node.value.raw),
    };
  },
};

const ELEMENTS = new Set(["JSXElement", "JSXFragment"]);

/**
 * What `Show` and `Match` are given as a function is called once for as long as there is something to show: a value that it returns, or
 * keeps, stays the first one's, in a row that becomes another one too. Elements follow what is asked within them.
 */
const follows = {
  create(context) {
    const message = "worked out once: give elements, and ask for the value within them";
    const asks = (node, name) => {
      if (node === null || typeof node !== "object") return false;
      if (Array.isArray(node)) return node.some((one) => asks(one, name));
      if (typeof node.type !== "string" || /Function|^JSX/.test(node.type)) return false;
      if (node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === name) return true;
      return Object.entries(node).some(([key, child]) => key !== "parent" && asks(child, name));
    };
    return {
      JSXExpressionContainer(node) {
        const { parent, expression: given } = node;
        if (parent.type !== "JSXElement" || given.type !== "ArrowFunctionExpression") return;
        const { name, attributes } = parent.openingElement;
        if (name.name !== "Show" && name.name !== "Match") return;
        if (attributes.some((one) => one.type === "JSXAttribute" && one.name.name === "keyed")) return;
        const [param] = given.params;
        if (param?.type !== "Identifier") return;
        if (given.body.type !== "BlockStatement") {
          if (!ELEMENTS.has(given.body.type) && asks(given.body, param.name)) context.report({ node: given.body, message });
          return;
        }
        for (const statement of given.body.body)
          if (statement.type === "VariableDeclaration" && asks(statement.declarations, param.name))
            context.report({ node: statement, message });
      },
    };
  },
};

export default { meta: { name: "leadoxe" }, rules: { words, sides, follows } };
