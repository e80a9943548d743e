/* vdt-kql-document.c: queries separated by blank lines, parsed anew only where edited.
 *
 * A blank line does not separate what cannot be two queries: inside brackets,
 * before a pipe or a semicolon, and after statements such as let that are no
 * query yet. Otherwise the rule is that of Microsoft's editors.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-document.h"
#include "vdt-kql-lexer.h"

#include <string.h>

/* Tokens that are read at a time while looking for the end of a block. */
#define SCAN_TOKENS 256

struct _VdtKqlBlock
{
  gatomicrefcount  ref_count;
  VdtKqlTree      *tree;
  gpointer         analysis;
  GDestroyNotify   destroy_analysis;
  gsize            length;
  char             text[];
};

struct _VdtKqlDocument
{
  GString   *text;
  GPtrArray *blocks;
};

/* What is known of the block that is being read. */
typedef struct
{
  guint    depth;         /* open brackets */
  gboolean query;         /* a statement that is not let, set or the like has begun */
  gboolean statement;     /* inside a statement */
} Scan;

static VdtKqlBlock *
block_new (const char *text,
           gsize       length)
{
  VdtKqlBlock *self = g_malloc0 (sizeof (VdtKqlBlock) + length + 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->length = length;
  memcpy (self->text, text, length);

  return self;
}

/* Where the line after the first blank one in the trivia [@from, @to) starts, or 0. */
static gsize
after_blank_line (const char *text,
                  gsize       from,
                  gsize       to)
{
  gboolean blank = FALSE;

  for (gsize i = from; i < to; i++)
    {
      if (text[i] == '\n' || text[i] == '\r')
        {
          gboolean pair = text[i] == '\r' && i + 1 < to && text[i + 1] == '\n';

          if (blank)
            return i + (pair ? 2 : 1);

          blank = TRUE;
          i += pair ? 1 : 0;
        }
      else if (text[i] == '/')
        blank = FALSE;
    }

  return 0;
}

static gboolean
may_end (const Scan        *scan,
         const VdtKqlToken *next)
{
  if (scan->depth > 0 || next->kind == VDT_KQL_TOKEN_BAR || next->kind == VDT_KQL_TOKEN_SEMICOLON)
    return FALSE;

  return scan->query || scan->statement || next->kind == VDT_KQL_TOKEN_END;
}

static void
scan_token (Scan              *scan,
            const VdtKqlToken *token)
{
  switch (token->kind)
    {
    case VDT_KQL_TOKEN_OPEN_PAREN: case VDT_KQL_TOKEN_OPEN_BRACKET: case VDT_KQL_TOKEN_OPEN_BRACE:
      scan->depth++;
      break;

    case VDT_KQL_TOKEN_CLOSE_PAREN: case VDT_KQL_TOKEN_CLOSE_BRACKET: case VDT_KQL_TOKEN_CLOSE_BRACE:
      scan->depth -= scan->depth > 0 ? 1 : 0;
      break;

    case VDT_KQL_TOKEN_SEMICOLON:
      scan->statement = scan->statement && scan->depth > 0;
      return;

    case VDT_KQL_TOKEN_DIRECTIVE:
      return;

    default:
      break;
    }

  if (scan->statement)
    return;

  scan->statement = TRUE;
  scan->query = scan->query
                || (token->kind != VDT_KQL_KEYWORD_LET && token->kind != VDT_KQL_KEYWORD_SET
                    && token->kind != VDT_KQL_KEYWORD_DECLARE && token->kind != VDT_KQL_KEYWORD_ALIAS
                    && token->kind != VDT_KQL_KEYWORD_RESTRICT);
}

/* Where the block that starts at @start ends. */
static gsize
find_block_end (const char *text,
                gsize       length,
                gsize       start,
                GArray     *tokens)
{
  Scan scan = { 0 };
  gsize at = start;
  gsize last_end = start;

  while (at < length)
    {
      g_array_set_size (tokens, 0);
      at = vdt_kql_lex_from (text, length, at, SCAN_TOKENS, tokens);

      for (guint i = 0; i < tokens->len; i++)
        {
          const VdtKqlToken *token = &g_array_index (tokens, VdtKqlToken, i);
          gsize boundary = last_end > start ? after_blank_line (text, last_end, token->start) : 0;

          if (boundary > 0 && may_end (&scan, token))
            {
              /* Further blank lines belong to the block before them. */
              gsize next = token->start;

              while (next > boundary && after_blank_line (text, boundary, next) > 0)
                boundary = after_blank_line (text, boundary, next);

              return boundary;
            }

          if (token->kind == VDT_KQL_TOKEN_END)
            return length;

          scan_token (&scan, token);
          last_end = token->end;
        }
    }

  return length;
}

/* Cuts the text into blocks from @start on, in place of the blocks from @first on.
 * @end is where the block @last, the first one untouched, starts now; once a cut
 * falls on the start of an old block, the rest is as it was and stays. */
static void
rebuild (VdtKqlDocument *self,
         guint           first,
         guint           last,
         gsize           start,
         gsize           end)
{
  g_autoptr(GArray) tokens = g_array_sized_new (FALSE, FALSE, sizeof (VdtKqlToken), SCAN_TOKENS);
  g_autoptr(GPtrArray) fresh = g_ptr_array_new ();
  gsize at = start;

  while (at < self->text->len)
    {
      gsize next = 0;

      while (last < self->blocks->len && end < at)
        {
          const VdtKqlBlock *block = g_ptr_array_index (self->blocks, last);

          end += block->length;
          last++;
        }

      if (last < self->blocks->len && at == end)
        break;

      next = find_block_end (self->text->str, self->text->len, at, tokens);
      g_ptr_array_add (fresh, block_new (self->text->str + at, next - at));
      at = next;
    }

  if (at >= self->text->len)
    last = self->blocks->len;

  g_ptr_array_remove_range (self->blocks, first, last - first);

  for (guint i = 0; i < fresh->len; i++)
    g_ptr_array_insert (self->blocks, (int) (first + i), g_ptr_array_index (fresh, i));
}

/**
 * vdt_kql_document_new:
 *
 * Returns: (transfer full): an empty document
 */
VdtKqlDocument *
vdt_kql_document_new (void)
{
  VdtKqlDocument *self = g_new0 (VdtKqlDocument, 1);

  self->text = g_string_new (NULL);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_kql_block_unref);

  return self;
}

void
vdt_kql_document_free (VdtKqlDocument *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

const char *
vdt_kql_document_get_text (VdtKqlDocument *self,
                           gsize          *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->text->len;

  return self->text->str;
}

/**
 * vdt_kql_document_set_text:
 * @self: a document
 * @text: the whole new text
 * @length: its length in bytes, or -1 if it ends with a NUL
 *
 * Replaces the text. Blocks in what is the same at its beginning and end are kept.
 */
void
vdt_kql_document_set_text (VdtKqlDocument *self,
                           const char     *text,
                           gssize          length)
{
  gsize new_length = 0;
  gsize shorter = 0;
  gsize prefix = 0;
  gsize suffix = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  new_length = length < 0 ? strlen (text) : (gsize) length;
  shorter = MIN (new_length, self->text->len);

  while (prefix < shorter && text[prefix] == self->text->str[prefix])
    prefix++;

  while (suffix < shorter - prefix
         && text[new_length - 1 - suffix] == self->text->str[self->text->len - 1 - suffix])
    suffix++;

  if (prefix < new_length || prefix < self->text->len)
    vdt_kql_document_edit (self, prefix, self->text->len - prefix - suffix, text + prefix,
                           (gssize) (new_length - prefix - suffix));
}

/**
 * vdt_kql_document_edit:
 * @self: a document
 * @start: where the edit starts, UTF-8 bytes
 * @removed: how many bytes are taken out there
 * @text: what is put in their place
 * @length: its length in bytes, or -1 if it ends with a NUL
 *
 * Edits the text and renews the blocks that the edit touches.
 */
void
vdt_kql_document_edit (VdtKqlDocument *self,
                       gsize           start,
                       gsize           removed,
                       const char     *text,
                       gssize          length)
{
  gsize inserted = 0;
  gsize first_start = 0;
  gsize end = 0;
  guint first = 0;
  guint last = 0;
  gboolean found = FALSE;

  g_return_if_fail (self != NULL);
  g_return_if_fail (start <= self->text->len && removed <= self->text->len - start);
  g_return_if_fail (text != NULL);

  inserted = length < 0 ? strlen (text) : (gsize) length;

  last = self->blocks->len;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const VdtKqlBlock *block = g_ptr_array_index (self->blocks, i);

      /* A block that begins right where the edit ends may begin otherwise now. */
      if (end > start + removed)
        {
          last = i;
          break;
        }

      if (!found && end + block->length >= start)
        {
          found = TRUE;
          first = i;
          first_start = end;
        }

      end += block->length;
    }

  /* Where the block before ends depends on what follows it. */
  if (first > 0)
    {
      const VdtKqlBlock *before = g_ptr_array_index (self->blocks, first - 1);

      first_start -= before->length;
      first--;
    }

  g_string_erase (self->text, (gssize) start, (gssize) removed);
  g_string_insert_len (self->text, (gssize) start, text, (gssize) inserted);
  rebuild (self, first, last, first_start, end - removed + inserted);
}

guint
vdt_kql_document_get_n_blocks (VdtKqlDocument *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->blocks->len;
}

/**
 * vdt_kql_document_get_block:
 * @self: a document
 * @index: less than the number of blocks
 *
 * Returns: (transfer none): a query with the blank lines after it
 */
VdtKqlBlock *
vdt_kql_document_get_block (VdtKqlDocument *self,
                            guint           index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->blocks->len, NULL);

  return g_ptr_array_index (self->blocks, index);
}

gsize
vdt_kql_document_block_start (VdtKqlDocument *self,
                              guint           index)
{
  gsize start = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (index < self->blocks->len, 0);

  for (guint i = 0; i < index; i++)
    start += ((const VdtKqlBlock *) g_ptr_array_index (self->blocks, i))->length;

  return start;
}

/**
 * vdt_kql_document_block_at:
 * @self: a document
 * @offset: a place in the text, UTF-8 bytes
 * @block_start: (out) (optional): where the block starts
 *
 * Returns: (transfer none) (nullable): the block that a caret at @offset is in; at the border of two
 *   the second one; %NULL only if the document is empty
 */
VdtKqlBlock *
vdt_kql_document_block_at (VdtKqlDocument *self,
                           gsize           offset,
                           gsize          *block_start)
{
  gsize start = 0;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      VdtKqlBlock *block = g_ptr_array_index (self->blocks, i);

      if (offset < start + block->length || i == self->blocks->len - 1)
        {
          if (block_start != NULL)
            *block_start = start;

          return block;
        }

      start += block->length;
    }

  return NULL;
}

VdtKqlBlock *
vdt_kql_block_ref (VdtKqlBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
vdt_kql_block_unref (VdtKqlBlock *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->destroy_analysis != NULL)
    self->destroy_analysis (self->analysis);

  g_clear_pointer (&self->tree, vdt_kql_tree_unref);
  g_free (self);
}

const char *
vdt_kql_block_get_text (VdtKqlBlock *self,
                        gsize       *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->length;

  return self->text;
}

/**
 * vdt_kql_block_get_tree:
 * @self: a block
 *
 * Parses the block when first asked.
 *
 * Returns: (transfer none): its tree; offsets count from the block's start
 */
VdtKqlTree *
vdt_kql_block_get_tree (VdtKqlBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->tree == NULL)
    self->tree = vdt_kql_parse (self->text, (gssize) self->length, NULL);

  return self->tree;
}

/**
 * vdt_kql_block_get_analysis:
 * @self: a block
 *
 * Returns: (transfer none) (nullable): what vdt_kql_block_set_analysis() has hung on it
 */
gpointer
vdt_kql_block_get_analysis (VdtKqlBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->analysis;
}

/**
 * vdt_kql_block_set_analysis:
 * @self: a block
 * @analysis: (nullable) (transfer full): what the block means; kept as long as its text is the same
 * @destroy: (nullable): frees @analysis
 */
void
vdt_kql_block_set_analysis (VdtKqlBlock    *self,
                            gpointer        analysis,
                            GDestroyNotify  destroy)
{
  g_return_if_fail (self != NULL);

  if (self->destroy_analysis != NULL)
    self->destroy_analysis (self->analysis);

  self->analysis = analysis;
  self->destroy_analysis = destroy;
}
