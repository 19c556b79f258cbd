export default {
  layout: "post.njk",
  permalink: (data) => `/tulisan/${data.page.fileSlug}.html`,
};
