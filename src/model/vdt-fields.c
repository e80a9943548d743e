/* vdt-fields.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-fields.h"

#include <errno.h>
#include <string.h>

#include "vdt-error.h"

/**
 * VdtFields:
 *
 * The leaves of one JSON object, in the order they came: path
 * (`imageFile.fileName`, `ipInterfaces[0]`), type and text. Immutable, and shared
 * by reference between threads.
 *
 * In memory it is the very block that goes into the database, and an index:
 *
 *     'V' 'F' '1' 0 · then for each field: type (1 byte), path, 0, text, 0
 *
 * Texts hold no NUL: JSON's `\u0000` is made visible before (U+2400).
 */
struct _VdtFields
{
  gatomicrefcount  ref_count;
  GBytes          *bytes;
  guint            n_fields;
  guint32         *paths;    /* offsets into the block; the type is one before */
  guint32         *texts;
  guint32         *sorted;   /* field numbers by path; NULL while there are few */
};

struct _VdtFieldsBuilder
{
  GByteArray *block;
  GArray     *paths;
  GArray     *texts;
};

G_DEFINE_BOXED_TYPE (VdtFields, vdt_fields, vdt_fields_ref, vdt_fields_unref)

static const guint8 magic[4] = { 'V', 'F', '1', 0 };

/* Below this a walk is as fast as a search. */
#define SORT_FROM 40

#define BLOCK_MAX ((gsize) 1 << 30)

static const char *
block_at (VdtFields *self,
          guint32    offset)
{
  return (const char *) g_bytes_get_data (self->bytes, NULL) + offset;
}

static int
compare_paths (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  VdtFields *self = user_data;
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;
  int order = strcmp (block_at (self, self->paths[left]), block_at (self, self->paths[right]));

  /* of two equal paths the first one counts */
  return order != 0 ? order : (left > right) - (left < right);
}

static VdtFields *
fields_new (GBytes  *bytes,
            GArray  *paths,
            GArray  *texts)
{
  VdtFields *self = g_new0 (VdtFields, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = bytes;
  self->n_fields = paths->len;
  self->paths = (guint32 *) (gpointer) g_array_free (paths, FALSE);
  self->texts = (guint32 *) (gpointer) g_array_free (texts, FALSE);

  if (self->n_fields >= SORT_FROM)
    {
      self->sorted = g_new (guint32, self->n_fields);
      for (guint i = 0; i < self->n_fields; i++)
        self->sorted[i] = i;
      g_qsort_with_data (self->sorted, self->n_fields, sizeof *self->sorted, compare_paths, self);
    }

  return self;
}

VdtFieldsBuilder *
vdt_fields_builder_new (void)
{
  VdtFieldsBuilder *self = g_new0 (VdtFieldsBuilder, 1);

  self->block = g_byte_array_sized_new (512);
  g_byte_array_append (self->block, magic, sizeof magic);
  self->paths = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->texts = g_array_new (FALSE, FALSE, sizeof (guint32));

  return self;
}

static void
builder_append_text (VdtFieldsBuilder *self,
                     const char       *text,
                     gsize             length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *nul = memchr (text, 0, end - text);
      const char *stop = nul != NULL ? nul : end;

      g_byte_array_append (self->block, (const guint8 *) text, stop - text);
      if (nul != NULL)
        g_byte_array_append (self->block, (const guint8 *) "\342\220\200", 3);
      text = stop + (nul != NULL);
    }

  g_byte_array_append (self->block, (const guint8 *) "", 1);
}

/**
 * vdt_fields_builder_add:
 * @self: a builder
 * @path: where the leaf is, `a.b[0].c`; valid UTF-8
 * @type: what it is
 * @text: (nullable): its text, valid UTF-8; %NULL for null and the empty ones
 * @length: length of @text in bytes, or -1 if it ends with a NUL
 *
 * Adds one leaf. A NUL inside @text becomes U+2400. What would make the block
 * larger than 1 GiB is left out; vdt_fields_builder_get_size() tells.
 */
void
vdt_fields_builder_add (VdtFieldsBuilder *self,
                        const char       *path,
                        VdtFieldType      type,
                        const char       *text,
                        gssize            length)
{
  guint8 type_byte = (guint8) type;
  gsize text_length;
  guint32 offset;

  g_return_if_fail (self != NULL);
  g_return_if_fail (path != NULL);

  if (text == NULL)
    text = "";
  text_length = length < 0 ? strlen (text) : (gsize) length;

  if (text_length > BLOCK_MAX / 4 || strlen (path) > BLOCK_MAX / 8 ||
      self->block->len + strlen (path) + text_length * 3 > BLOCK_MAX)
    return;

  g_byte_array_append (self->block, &type_byte, 1);
  offset = self->block->len;
  g_array_append_val (self->paths, offset);
  g_byte_array_append (self->block, (const guint8 *) path, strlen (path) + 1);
  offset = self->block->len;
  g_array_append_val (self->texts, offset);
  builder_append_text (self, text, text_length);
}

/**
 * vdt_fields_builder_get_size:
 * @self: a builder
 *
 * Returns: how many leaves there are so far
 */
guint
vdt_fields_builder_get_size (VdtFieldsBuilder *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->paths->len;
}

/**
 * vdt_fields_builder_end:
 * @self: (transfer full): a builder
 *
 * Returns: (transfer full): what was added; @self is gone
 */
VdtFields *
vdt_fields_builder_end (VdtFieldsBuilder *self)
{
  VdtFields *fields;

  g_return_val_if_fail (self != NULL, NULL);

  fields = fields_new (g_byte_array_free_to_bytes (g_steal_pointer (&self->block)),
                       g_steal_pointer (&self->paths), g_steal_pointer (&self->texts));
  g_free (self);

  return fields;
}

void
vdt_fields_builder_free (VdtFieldsBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_byte_array_unref (self->block);
  g_array_unref (self->paths);
  g_array_unref (self->texts);
  g_free (self);
}

VdtFields *
vdt_fields_ref (VdtFields *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
vdt_fields_unref (VdtFields *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_bytes_unref (self->bytes);
  g_free (self->paths);
  g_free (self->texts);
  g_free (self->sorted);
  g_free (self);
}

guint
vdt_fields_get_n_fields (VdtFields *self)
{
  return self != NULL ? self->n_fields : 0;
}

const char *
vdt_fields_get_path (VdtFields *self,
                     guint      index)
{
  g_return_val_if_fail (self != NULL && index < self->n_fields, NULL);

  return block_at (self, self->paths[index]);
}

const char *
vdt_fields_get_text (VdtFields *self,
                     guint      index)
{
  g_return_val_if_fail (self != NULL && index < self->n_fields, NULL);

  return block_at (self, self->texts[index]);
}

VdtFieldType
vdt_fields_get_field_type (VdtFields *self,
                           guint      index)
{
  g_return_val_if_fail (self != NULL && index < self->n_fields, VDT_FIELD_NULL);

  return (VdtFieldType) (guint8) *block_at (self, self->paths[index] - 1);
}

/**
 * vdt_fields_is_empty_at:
 * @self: fields
 * @index: which
 *
 * Returns: %TRUE if the leaf says nothing: null, `[]`, `{}` or an empty string
 */
gboolean
vdt_fields_is_empty_at (VdtFields *self,
                        guint      index)
{
  return vdt_fields_get_field_type (self, index) >= VDT_FIELD_NULL ||
         *vdt_fields_get_text (self, index) == '\0';
}

/* The first of the sorted fields that is not before @path. */
static guint
sorted_lower_bound (VdtFields  *self,
                    const char *path)
{
  guint low = 0;
  guint high = self->n_fields;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (block_at (self, self->paths[self->sorted[middle]]), path) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * vdt_fields_lookup:
 * @self: (nullable): fields
 * @path: a leaf's path
 * @out_index: (out) (optional): where it is; 0 if it is not there
 *
 * Returns: %TRUE if there is such a leaf, be it null
 */
gboolean
vdt_fields_lookup (VdtFields  *self,
                   const char *path,
                   guint      *out_index)
{
  guint found = G_MAXUINT;

  g_return_val_if_fail (path != NULL, FALSE);

  if (out_index != NULL)
    *out_index = 0;

  if (self == NULL)
    return FALSE;

  if (self->sorted != NULL)
    {
      guint at = sorted_lower_bound (self, path);

      if (at < self->n_fields && strcmp (block_at (self, self->paths[self->sorted[at]]), path) == 0)
        found = self->sorted[at];
    }
  else
    {
      for (guint i = 0; i < self->n_fields && found == G_MAXUINT; i++)
        {
          const char *at = block_at (self, self->paths[i]);

          if (*at == *path && strcmp (at, path) == 0)
            found = i;
        }
    }

  if (found == G_MAXUINT)
    return FALSE;

  if (out_index != NULL)
    *out_index = found;

  return TRUE;
}

/**
 * vdt_fields_get:
 * @self: (nullable): fields
 * @path: a leaf's path
 *
 * Returns: (nullable): the leaf's text; %NULL if there is none, or if it is null,
 *   `[]` or `{}`
 */
const char *
vdt_fields_get (VdtFields  *self,
                const char *path)
{
  guint index;

  if (!vdt_fields_lookup (self, path, &index) ||
      vdt_fields_get_field_type (self, index) >= VDT_FIELD_NULL)
    return NULL;

  return vdt_fields_get_text (self, index);
}

/**
 * vdt_fields_get_int64:
 * @self: (nullable): fields
 * @path: a leaf's path
 * @out_value: (out): the number, 0 if there is none
 *
 * A string that holds a whole number counts as one: sources differ.
 *
 * Returns: %TRUE if there is a whole number that fits
 */
gboolean
vdt_fields_get_int64 (VdtFields  *self,
                      const char *path,
                      gint64     *out_value)
{
  const char *text = vdt_fields_get (self, path);

  g_return_val_if_fail (out_value != NULL, FALSE);

  *out_value = 0;

  return text != NULL &&
         g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, out_value, NULL);
}

/**
 * vdt_fields_dup_array:
 * @self: (nullable): fields
 * @path: an array's path, without `[`
 *
 * Returns: (transfer full): the texts of the leaves `path[0]`, `path[1]` …; empty
 *   if there are none
 */
char **
vdt_fields_dup_array (VdtFields  *self,
                      const char *path)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (path != NULL, NULL);

  for (guint i = 0;; i++)
    {
      g_autofree char *item = g_strdup_printf ("%s[%u]", path, i);
      guint index;

      if (!vdt_fields_lookup (self, item, &index))
        break;
      if (!vdt_fields_is_empty_at (self, index))
        g_strv_builder_add (builder, vdt_fields_get_text (self, index));
    }

  return g_strv_builder_end (builder);
}

/**
 * vdt_fields_sub:
 * @self: (nullable): fields
 * @path: an object inside, such as `account` or `files[0]`
 *
 * Returns: (transfer full) (nullable): its leaves with paths that begin inside it;
 *   %NULL if there are none
 */
VdtFields *
vdt_fields_sub (VdtFields  *self,
                const char *path)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  gsize length = strlen (path);

  for (guint i = 0; i < vdt_fields_get_n_fields (self); i++)
    {
      const char *at = vdt_fields_get_path (self, i);

      if (strncmp (at, path, length) == 0 && at[length] == '.')
        vdt_fields_builder_add (builder, at + length + 1, vdt_fields_get_field_type (self, i),
                                vdt_fields_get_text (self, i), -1);
    }

  if (vdt_fields_builder_get_size (builder) == 0)
    return NULL;

  return vdt_fields_builder_end (g_steal_pointer (&builder));
}

/* Every path that leads to a leaf that says something: the leaf's own and those
 * of the objects and arrays around it. */
static GHashTable *
collect_filled (VdtFields *fields)
{
  GHashTable *filled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < fields->n_fields; i++)
    {
      const char *path = block_at (fields, fields->paths[i]);

      if (vdt_fields_is_empty_at (fields, i))
        continue;

      g_hash_table_add (filled, g_strdup (path));
      for (const char *c = path + 1; *path != '\0' && *c != '\0'; c++)
        {
          if (*c == '.' || *c == '[')
            g_hash_table_add (filled, g_strndup (path, c - path));
        }
    }

  return filled;
}

/* TRUE if an array around @path, or @path itself, is filled in the other one. */
static gboolean
array_is_in (GHashTable *filled,
             const char *path)
{
  const char *bracket = strchr (path, '[');
  g_autofree char *array = NULL;

  if (bracket == NULL)
    return FALSE;

  array = g_strndup (path, bracket - path);

  return g_hash_table_contains (filled, array);
}

/**
 * vdt_fields_merge:
 * @older: (nullable): what was known
 * @newer: (nullable): what came now
 *
 * Field by field: what says something wins over what does not, then the newer
 * over the older. An array is taken whole, never mixed.
 *
 * Returns: (transfer full) (nullable): both together, the older order first;
 *   %NULL only if both are
 */
VdtFields *
vdt_fields_merge (VdtFields *older,
                  VdtFields *newer)
{
  g_autoptr(GHashTable) filled_older = NULL;
  g_autoptr(GHashTable) filled_newer = NULL;
  g_autoptr(VdtFieldsBuilder) builder = NULL;

  if (older == NULL || newer == NULL || older == newer)
    return newer != NULL ? vdt_fields_ref (newer) : older != NULL ? vdt_fields_ref (older) : NULL;

  filled_older = collect_filled (older);
  filled_newer = collect_filled (newer);
  builder = vdt_fields_builder_new ();

  for (guint i = 0; i < older->n_fields; i++)
    {
      const char *path = block_at (older, older->paths[i]);
      VdtFields *from = older;
      guint index = i;
      guint other;

      if (array_is_in (filled_newer, path))
        continue;

      if (g_hash_table_contains (filled_newer, path))
        {
          /* an object or array now: its leaves follow below */
          if (!vdt_fields_lookup (newer, path, &other))
            continue;
          from = newer;
          index = other;
        }

      vdt_fields_builder_add (builder, path, vdt_fields_get_field_type (from, index),
                              vdt_fields_get_text (from, index), -1);
    }

  for (guint i = 0; i < newer->n_fields; i++)
    {
      const char *path = block_at (newer, newer->paths[i]);
      gboolean empty = vdt_fields_is_empty_at (newer, i);

      if (empty && (g_hash_table_contains (filled_older, path) || array_is_in (filled_older, path)) &&
          !array_is_in (filled_newer, path))
        continue;

      if (vdt_fields_lookup (older, path, NULL) && !array_is_in (filled_newer, path))
        continue;

      vdt_fields_builder_add (builder, path, vdt_fields_get_field_type (newer, i),
                              vdt_fields_get_text (newer, i), -1);
    }

  return vdt_fields_builder_end (g_steal_pointer (&builder));
}

/**
 * vdt_fields_to_bytes:
 * @self: fields
 *
 * Returns: (transfer full): the block, shared with @self
 */
GBytes *
vdt_fields_to_bytes (VdtFields *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_bytes_ref (self->bytes);
}

/**
 * vdt_fields_from_bytes:
 * @bytes: what vdt_fields_to_bytes() gave; may be damaged
 * @error: return location for a %VDT_ERROR_FORMAT
 *
 * Returns: (transfer full) (nullable): the fields
 */
VdtFields *
vdt_fields_from_bytes (GBytes  *bytes,
                       GError **error)
{
  g_autoptr(GArray) paths = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GArray) texts = g_array_new (FALSE, FALSE, sizeof (guint32));
  const char *data;
  gsize size;
  gsize at = sizeof magic;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (size < sizeof magic || size > G_MAXUINT32 || memcmp (data, magic, sizeof magic) != 0 ||
      (size > sizeof magic && data[size - 1] != '\0'))
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FORMAT, "this is no block of fields");
      return NULL;
    }

  while (at < size)
    {
      guint32 path = at + 1;
      guint32 text;

      /* the block ends with a NUL, so that each strlen stays inside */
      text = path < size ? path + strlen (data + path) + 1 : size;
      if ((guint8) data[at] > VDT_FIELD_EMPTY_OBJECT || text >= size ||
          !g_utf8_validate (data + path, -1, NULL) || !g_utf8_validate (data + text, -1, NULL))
        {
          g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT,
                       "the block of fields is damaged at byte %" G_GSIZE_FORMAT, at);
          return NULL;
        }

      g_array_append_val (paths, path);
      g_array_append_val (texts, text);
      at = text + strlen (data + text) + 1;
    }

  return fields_new (g_bytes_ref (bytes), g_steal_pointer (&paths), g_steal_pointer (&texts));
}
