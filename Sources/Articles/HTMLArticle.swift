package import Bytes

/// Reads an HTML page. A stub until HTML extraction joins: the page's bytes as they stand are the body.
package func articleFromHTML(page: RawPage, furniture: Furniture) -> Article {
  var text = page
  if case .html(let bytes) = page.content { text.content = .text(bytes) }
  return articleFromText(page: text, furniture: furniture)
}
