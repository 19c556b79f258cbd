const perPage = 10;

/** Pages of ten for every value of a field: what Eleventy's own pagination cannot nest. */
function pagesBy(posts, valuesOf) {
  const groups = new Map();
  for (const post of posts) {
    for (const value of valuesOf(post)) {
      if (!groups.has(value)) groups.set(value, []);
      groups.get(value).push(post);
    }
  }
  const pages = [];
  for (const [name, members] of [...groups].sort()) {
    const total = Math.ceil(members.length / perPage);
    for (let number = 0; number < total; number++) {
      pages.push({
        name, number, total,
        count: members.length,
        posts: members.slice(number * perPage, (number + 1) * perPage),
      });
    }
  }
  return pages;
}

const ownTags = (post) => (post.data.tags || []).filter((tag) => tag !== "all");

export default function (config) {
  config.addPassthroughCopy("media");
  config.addPassthroughCopy("style.css");
  let sorted;
  const posts = (api) => {
    sorted ??= api.getFilteredByGlob("./tulisan/*.md").sort((a, b) => b.date - a.date);
    return sorted;
  };
  config.on("eleventy.before", () => { sorted = undefined; });
  config.addCollection("posts", posts);
  config.addCollection("tagPages", (api) => pagesBy(posts(api), ownTags));
  config.addCollection("categoryPages", (api) => pagesBy(posts(api), (post) => post.data.categories || []));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("firsts", (pages) => pages.filter((page) => page.number === 0));
  const places = new WeakMap();
  config.addFilter("neighbour", (list, page, step) => {
    if (!places.has(list)) {
      places.set(list, new Map(list.map((post, at) => [post.page.inputPath, at])));
    }
    return list[places.get(list).get(page.inputPath) + step];
  });
  return { markdownTemplateEngine: false, htmlTemplateEngine: "njk", dir: { output: "_site" } };
}
