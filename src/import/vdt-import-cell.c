/* vdt-import-cell.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-cell.h"

/**
 * vdt_import_append_quoted:
 * @string: JSON so far
 * @text: valid UTF-8
 * @length: its length
 *
 * Appends @text as a string of JSON.
 */
void
vdt_import_append_quoted (GString    *string,
                          const char *text,
                          gsize       length)
{
  g_string_append_c (string, '"');
  for (const char *p = text; p < text + length; p++)
    {
      if (*p == '"' || *p == '\\')
        {
          g_string_append_c (string, '\\');
          g_string_append_c (string, *p);
        }
      else if ((guchar) *p < 0x20)
        {
          g_string_append_printf (string, "\\u%04x", *p);
        }
      else
        {
          g_string_append_c (string, *p);
        }
    }
  g_string_append_c (string, '"');
}

/**
 * vdt_import_cell_set_dynamic:
 * @batch: a batch with a row begun
 * @index: a column of text
 * @type: what @text is: of a string what it says, of anything else JSON
 * @text: a value
 * @length: its length
 *
 * What a service writes into a dynamic column as text is JSON, or a text.
 */
void
vdt_import_cell_set_dynamic (VdtRowBatch *batch,
                             guint        index,
                             VdtJsonType  type,
                             const char  *text,
                             gsize        length)
{
  VdtJsonPart part = { { text, length }, FALSE };

  if (type == VDT_JSON_STRING && !vdt_json_scan_whole (text, length, &part))
    {
      g_autoptr(GString) quoted = g_string_sized_new (length + 16);

      vdt_import_append_quoted (quoted, text, length);
      vdt_row_batch_set_text (batch, index, quoted->str, quoted->len);
      return;
    }

  if (vdt_json_get_type (part.value) != VDT_JSON_NULL)
    {
      char *into = vdt_row_batch_reserve_text (batch, part.value.length);

      vdt_row_batch_take_text (batch, index, into, vdt_json_scan_compact (part.value, into));
    }
}

static gboolean
is_guid (const char *text,
         gsize       length)
{
  g_autofree char *copy = length <= 38 ? g_strndup (text, length) : NULL;

  if (copy != NULL && *copy == '{' && copy[length - 1] == '}')
    {
      copy[length - 1] = '\0';
      return g_uuid_string_is_valid (copy + 1);
    }

  return copy != NULL && g_uuid_string_is_valid (copy);
}

/* Returns FALSE if the text is no number, time and so on. */
static gboolean
set_parsed (VdtRowBatch  *batch,
            guint         index,
            VdtCellType   type,
            VdtDateOrder  order,
            const char   *text,
            gsize         length)
{
  gint64 integer = 0;
  double real = 0;
  gboolean flag = FALSE;

  switch (type)
    {
    case VDT_CELL_BOOL:
      if (!vdt_cell_parse_bool (text, length, &flag))
        return FALSE;
      vdt_row_batch_set_integer (batch, index, flag);
      return TRUE;
    case VDT_CELL_INT:
    case VDT_CELL_LONG:
      if (vdt_cell_parse_bool (text, length, &flag) && (g_ascii_isalpha (*text)))
        integer = flag;
      else if (!vdt_cell_parse_long (text, length, &integer) ||
               (type == VDT_CELL_INT && (integer < G_MININT32 || integer > G_MAXINT32)))
        return FALSE;
      vdt_row_batch_set_integer (batch, index, integer);
      return TRUE;
    case VDT_CELL_REAL:
      if (!vdt_cell_parse_real (text, length, &real))
        return FALSE;
      vdt_row_batch_set_real (batch, index, real);
      return TRUE;
    case VDT_CELL_DATETIME:
      if (!vdt_cell_parse_datetime (text, length, order, &integer))
        return FALSE;
      vdt_row_batch_set_integer (batch, index, integer);
      return TRUE;
    case VDT_CELL_TIMESPAN:
      if (!vdt_cell_parse_timespan (text, length, &integer))
        return FALSE;
      vdt_row_batch_set_integer (batch, index, integer);
      return TRUE;
    case VDT_CELL_GUID:
      if (!is_guid (text, length))
        return FALSE;
      vdt_row_batch_set_text (batch, index, text, length);
      return TRUE;
    case VDT_CELL_DECIMAL:
      if (!vdt_cell_parse_real (text, length, &real))
        return FALSE;
      vdt_row_batch_set_text (batch, index, text, length);
      return TRUE;
    case VDT_CELL_STRING:
    case VDT_CELL_DYNAMIC:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* `nan` is what pandas writes for what is not there. */
static gboolean
is_absent (const char *text,
           gsize       length)
{
  return length == 0 || (length == 3 && g_ascii_strncasecmp (text, "nan", 3) == 0) ||
         (length == 4 && g_ascii_strncasecmp (text, "null", 4) == 0) || (length == 1 && *text == '-');
}

/**
 * vdt_import_cell_set:
 * @batch: a batch with a row begun
 * @index: a column
 * @type: its type, neither string nor dynamic
 * @order: how dates with slashes are written
 * @text: a value as text
 * @length: its length
 *
 * Returns: %FALSE if @text is not of that type
 */
gboolean
vdt_import_cell_set (VdtRowBatch  *batch,
                     guint         index,
                     VdtCellType   type,
                     VdtDateOrder  order,
                     const char   *text,
                     gsize         length)
{
  g_return_val_if_fail (batch != NULL && text != NULL, FALSE);

  return is_absent (text, length) || set_parsed (batch, index, type, order, text, length);
}

/* A cell of a table of text: digits are a number unless a zero stands in front. */
static VdtCellType
guess_text_type (const VdtImportPending *value,
                 VdtDateOrder            order)
{
  const char *text = value->text;
  gboolean digits = value->length > 0 && (g_ascii_isdigit (*text) || (*text == '-' && value->length > 1)) &&
                    !(text[0] == '0' && value->length > 1 && text[1] != '.');
  gboolean flag;
  gint64 integer;
  double real;

  if (digits && vdt_cell_parse_long (text, value->length, &integer))
    return VDT_CELL_LONG;
  if (digits && vdt_cell_parse_real (text, value->length, &real))
    return VDT_CELL_REAL;
  if (g_ascii_isalpha (*text) && vdt_cell_parse_bool (text, value->length, &flag))
    return VDT_CELL_BOOL;
  if (value->length >= 10 && vdt_cell_parse_datetime (text, value->length, order, &integer))
    return VDT_CELL_DATETIME;

  return VDT_CELL_STRING;
}

/* The type that a value has by its looks. Text that is a number stays text: an id
 * with zeros in front would not survive. */
static VdtCellType
guess_type (const VdtImportPending *value,
            VdtDateOrder            order,
            gboolean                texts)
{
  gint64 integer;

  if (texts)
    return guess_text_type (value, order);

  switch (value->type)
    {
    case VDT_JSON_BOOLEAN:
      return VDT_CELL_BOOL;
    case VDT_JSON_NUMBER:
      return memchr (value->text, '.', value->length) == NULL && memchr (value->text, 'e', value->length) == NULL &&
             vdt_cell_parse_long (value->text, value->length, &integer) ? VDT_CELL_LONG : VDT_CELL_REAL;
    case VDT_JSON_STRING:
      return value->length >= 19 && value->text[4] == '-' &&
             vdt_cell_parse_datetime (value->text, value->length, order, &integer)
             ? VDT_CELL_DATETIME : VDT_CELL_STRING;
    case VDT_JSON_OBJECT:
    case VDT_JSON_ARRAY:
    case VDT_JSON_NONE:
    case VDT_JSON_NULL:
    default:
      return VDT_CELL_DYNAMIC;
    }
}

/**
 * vdt_import_cells_agree:
 * @pending: (element-type VdtImportPending): values
 * @order: how dates with slashes are written
 * @texts: whether they are cells of a table of text
 * @out_type: (out): the type that all of them have
 *
 * Returns: %FALSE if they do not agree
 */
gboolean
vdt_import_cells_agree (GArray       *pending,
                        VdtDateOrder  order,
                        gboolean      texts,
                        VdtCellType  *out_type)
{
  for (guint i = 0; i < pending->len; i++)
    {
      VdtCellType type = guess_type (&g_array_index (pending, VdtImportPending, i), order, texts);

      if (i == 0)
        *out_type = type;
      else if ((type == VDT_CELL_REAL && *out_type == VDT_CELL_LONG) ||
               (type == VDT_CELL_STRING && *out_type == VDT_CELL_DATETIME))
        *out_type = type;
      else if (type != *out_type && !(type == VDT_CELL_LONG && *out_type == VDT_CELL_REAL) &&
               !(type == VDT_CELL_DATETIME && *out_type == VDT_CELL_STRING))
        {
          *out_type = VDT_CELL_STRING;
          return texts;
        }
    }

  return TRUE;
}
