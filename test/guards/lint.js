/** Lint rules of our own: every visible word comes from web/words, and sides are logical so that right to left comes for free. */

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

export default { meta: { name: "leadoxe" }, rules: { words, sides } };
