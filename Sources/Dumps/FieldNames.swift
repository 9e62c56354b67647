/// Which columns of a table, or keys of an object, hold what of a page: the names given, else the common ones.
package struct FieldNames: Hashable, Sendable {
  package var id: String?
  package var url: String?
  package var title: String?
  package var text: String?
  package var date: String?

  package init(
    id: String? = nil, url: String? = nil, title: String? = nil, text: String? = nil, date: String? = nil
  ) {
    self.id = id
    self.url = url
    self.title = title
    self.text = text
    self.date = date
  }

  var ids: [String] {
    id.map { [$0] } ?? ["id", "article_id", "articleid", "doc_id", "page_id", "guid", "uuid", "news_id", "id_berita", "_id"]
  }
  var urls: [String] {
    url.map { [$0] } ?? ["url", "link", "source_url", "page_url", "canonical", "permalink", "href", "tautan", "sourceURL"]
  }
  var titles: [String] { title.map { [$0] } ?? ["title", "judul", "headline", "judul_berita"] }
  /// The first that is there and not blank is the page.
  var texts: [String] {
    text.map { [$0] } ?? [
      "html", "raw_html", "content_html", "markdown", "content_markdown", "text", "content", "body", "maintext", "fulltext", "full_text",
      "article", "isi", "isi_berita", "konten", "teks", "artikel", "berita",
    ]
  }
  var dates: [String] {
    date.map { [$0] } ?? [
      "published", "date", "published_at", "date_publish", "publish_date", "pubdate", "published_date", "datetime",
      "publishedTime", "tanggal", "tanggal_terbit", "waktu", "timestamp", "created_at", "publishedAt", "pubDate",
      "date_published",
    ]
  }

  /// The object of a crawler's page that may hold id, address, title and date, where the page itself does not.
  static let metadata = "metadata"

  /// Names of columns whose values are HTML whatever they look like.
  static let html: Set<String> = ["html", "raw_html", "content_html"]
  /// Those whose values are Markdown.
  static let markdown: Set<String> = ["markdown", "content_markdown"]
}
