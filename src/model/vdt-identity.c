/* vdt-identity.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-identity.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-hash.h"
#include "vdt-safe-text.h"
#include "vdt-schema-resources.h"
#include "vdt-schema.h"
#include "vdt-time.h"

/* One of the `of` of a key: `a||b?:lower`, taken apart. */
typedef struct
{
  char       **paths;
  gboolean     optional;
  const char  *transform;   /* nullable; inside the packed data */
} Element;

typedef struct
{
  guint       level;
  const char *type;
  GArray     *elements;
  const char *when_path;    /* nullable */
  const char *when_value;
} Key;

typedef struct
{
  const char *path;         /* an object or, ending in [], an array of them */
  gboolean    member;       /* the part is this member, under its own name */
  const char *kind;
} PartRule;

typedef struct
{
  GArray      *keys;
  GArray      *parts;
  const char **name;
  const char **detail;
} Kind;

typedef struct
{
  GVariant    *data;        /* owns every string */
  GHashTable  *kinds;
  const char **verdicts;
  const char **remediation;
  const char **common;
} Table;

/* Longer ones are hashed: a key must stay handy. */
#define VALUE_MAX 160

#define NAME_MAX_CHARS 200

/* Of an array of things in one piece of evidence no more become things of their own:
 * a hostile one may list a hundred thousand. */
#define PARTS_MAX 200

static void
element_init (Element    *element,
              const char *text)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *paths = colon != NULL ? g_strndup (text, colon - text) : g_strdup (text);
  gsize length = strlen (paths);

  element->optional = length > 0 && paths[length - 1] == '?';
  if (element->optional)
    paths[length - 1] = '\0';
  element->paths = g_strsplit (paths, "||", -1);
  element->transform = colon != NULL ? colon + 1 : NULL;
}

static void
key_init (Key      *key,
          GVariant *object)
{
  g_autofree const char **of = vdt_data_dup_strv (object, "of");
  g_autoptr(GVariant) when = vdt_data_get_object (object, "when");
  gint64 level = 0;

  g_variant_lookup (object, "level", "x", &level);
  key->level = (guint) level;
  key->type = vdt_data_get_string (object, "type");
  key->elements = g_array_new (FALSE, TRUE, sizeof (Element));
  for (guint i = 0; of[i] != NULL; i++)
    {
      Element element;

      element_init (&element, of[i]);
      g_array_append_val (key->elements, element);
    }

  if (when != NULL)
    {
      GVariantIter iter;
      GVariant *value = NULL;

      g_variant_iter_init (&iter, when);
      if (g_variant_iter_next (&iter, "{&sv}", &key->when_path, &value))
        key->when_value = g_variant_get_string (value, NULL);
      g_clear_pointer (&value, g_variant_unref);
    }
}

static void
part_init (PartRule *part,
           GVariant *object)
{
  const char *member = vdt_data_get_string (object, "member");

  part->member = member != NULL;
  part->path = member != NULL ? member : vdt_data_get_string (object, "path");
  part->kind = vdt_data_get_string (object, "kind");
}

static GArray *
read_list (GVariant   *object,
           const char *member,
           gsize       size,
           void      (*init) (gpointer  item,
                              GVariant *object))
{
  g_autoptr(GVariant) list = vdt_data_get_list (object, member);
  gsize n = list != NULL ? g_variant_n_children (list) : 0;
  GArray *array = g_array_new (FALSE, TRUE, size);

  g_array_set_size (array, n);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) item = g_variant_get_variant (boxed);

      init (array->data + i * size, item);
    }

  return array;
}

static void
key_init_cb (gpointer  item,
             GVariant *object)
{
  key_init (item, object);
}

static void
part_init_cb (gpointer  item,
              GVariant *object)
{
  part_init (item, object);
}

static Table *
table_load (void)
{
  Table *table = g_new0 (Table, 1);
  g_autoptr(GVariant) kinds = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  table->data = vdt_data_load (vdt_schema_get_resource (), "identity");
  table->verdicts = vdt_data_dup_strv (table->data, "verdicts");
  table->remediation = vdt_data_dup_strv (table->data, "remediation");
  table->common = vdt_data_dup_strv (table->data, "common");
  table->kinds = g_hash_table_new (g_str_hash, g_str_equal);

  kinds = vdt_data_get_object (table->data, "kinds");
  g_assert (kinds != NULL);
  g_variant_iter_init (&iter, kinds);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      Kind *kind = g_new0 (Kind, 1);

      kind->keys = read_list (value, "keys", sizeof (Key), key_init_cb);
      kind->parts = read_list (value, "parts", sizeof (PartRule), part_init_cb);
      kind->name = vdt_data_dup_strv (value, "name");
      kind->detail = vdt_data_dup_strv (value, "detail");
      g_hash_table_insert (table->kinds, (char *) name, kind);
    }

  return table;
}

/* Constant knowledge, read once, safe from every thread. */
static Table *
get_table (void)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, (gsize) table_load ());

  return (Table *) table;
}

static Kind *
get_kind (const char *kind)
{
  return kind != NULL ? g_hash_table_lookup (get_table ()->kinds, kind) : NULL;
}

static const char *
first_filled (VdtFields   *fields,
              char       **paths)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      const char *text = vdt_fields_get (fields, paths[i]);

      if (text != NULL && *text != '\0')
        return text;
    }

  return NULL;
}

static char *
cut_at (const char *text,
        char        stop)
{
  const char *end = strchr (text, stop);

  return end != NULL ? g_utf8_strdown (text, end - text) : g_utf8_strdown (text, -1);
}

/* Scheme and host of a URL are the same in either case; the rest is not. */
static char *
fold_url (const char *text)
{
  const char *host = strstr (text, "://");
  gsize length = host != NULL ? (gsize) (host + 3 - text) + strcspn (host + 3, "/?#") : strcspn (text, "/?#");
  g_autofree char *start = g_ascii_strdown (text, length);

  return g_strconcat (start, strcmp (text + length, "/") == 0 ? "" : text + length, NULL);
}

static char *
fold_host (const char *text)
{
  char *folded = g_utf8_strdown (text, -1);
  gsize length = strlen (folded);

  if (length > 1 && folded[length - 1] == '.')
    folded[length - 1] = '\0';

  return folded;
}

static gboolean
is_ip (const char *text)
{
  return g_hostname_is_ip_address (text);
}

static char *
transform_text (const char *transform,
                const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gint64 time;

  if (transform == NULL)
    return g_steal_pointer (&trimmed);

  if (strcmp (transform, "lower") == 0)
    return g_utf8_strdown (trimmed, -1);
  if (strcmp (transform, "host") == 0)
    return fold_host (trimmed);
  if (strcmp (transform, "short-host") == 0)
    return is_ip (trimmed) ? g_strdup (trimmed) : cut_at (trimmed, '.');
  if (strcmp (transform, "first-label") == 0)
    return cut_at (trimmed, '.');
  if (strcmp (transform, "url") == 0)
    return fold_url (trimmed);
  if (strcmp (transform, "time") == 0 && vdt_time_parse (trimmed, &time))
    return vdt_time_format (time, VDT_TIME_ISO);
  if (strcmp (transform, "ip") == 0)
    {
      g_autoptr(GInetAddress) address = g_inet_address_new_from_string (trimmed);

      return address != NULL ? g_inet_address_to_string (address) : g_utf8_strdown (trimmed, -1);
    }

  return g_steal_pointer (&trimmed);
}

/* NULL if a leaf that the key needs says nothing. */
static char *
key_value (const Key *key,
           VdtFields *fields)
{
  g_autoptr(GString) value = NULL;
  gboolean any = FALSE;

  if (key->when_path != NULL)
    {
      const char *text = vdt_fields_get (fields, key->when_path);

      if (text == NULL || g_ascii_strcasecmp (text, key->when_value) != 0)
        return NULL;
    }

  value = g_string_new (NULL);
  for (guint i = 0; i < key->elements->len; i++)
    {
      const Element *element = &g_array_index (key->elements, Element, i);
      const char *text = first_filled (fields, element->paths);
      g_autofree char *folded = text != NULL ? transform_text (element->transform, text) : NULL;

      if (folded == NULL || *folded == '\0')
        {
          if (!element->optional)
            return NULL;
        }
      else
        {
          any = TRUE;
        }

      if (i > 0)
        g_string_append_c (value, '|');
      g_string_append (value, folded != NULL ? folded : "");
    }

  return any ? g_string_free (g_steal_pointer (&value), FALSE) : NULL;
}

static void
token_free (gpointer data)
{
  VdtToken *token = data;

  g_free (token->text);
  g_free (token);
}

static VdtToken *
token_new (const char *asset,
           guint       level,
           const char *type,
           const char *value)
{
  VdtToken *token = g_new0 (VdtToken, 1);
  g_autofree char *short_value = NULL;

  if (strlen (value) > VALUE_MAX)
    {
      g_autofree char *hash = vdt_sha256_hex (value, -1);

      short_value = g_strdup_printf ("sha256-%.32s", hash);
      value = short_value;
    }

  token->level = level;
  token->text = g_strconcat (asset, ":", type, ":", value, NULL);
  token->type_length = strlen (asset) + strlen (type) + 1;

  return token;
}

static gboolean
is_common (const char *path)
{
  const char **common = get_table ()->common;
  gsize length = strcspn (path, ".[");

  for (guint i = 0; common[i] != NULL; i++)
    {
      if (strlen (common[i]) == length && strncmp (common[i], path, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static int
compare_lines_cb (gconstpointer a,
                  gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All that the evidence itself says, sorted: the identity of a kind that no rule
 * knows, or of which the named leaves are empty. NULL if it says nothing. */
static char *
all_leaves (VdtFields *fields)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < vdt_fields_get_n_fields (fields); i++)
    {
      if (!is_common (vdt_fields_get_path (fields, i)) && !vdt_fields_is_empty_at (fields, i))
        g_ptr_array_add (lines, g_strconcat (vdt_fields_get_path (fields, i), "=",
                                             vdt_fields_get_text (fields, i), NULL));
    }

  if (lines->len == 0)
    return NULL;

  g_ptr_array_sort (lines, compare_lines_cb);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

/**
 * vdt_identity_asset_kind:
 * @kind: an evidence kind, perhaps unknown
 *
 * Returns: the asset kind that it is evidence of, `other` if nobody knows
 */
const char *
vdt_identity_asset_kind (const char *kind)
{
  const VdtEvidenceKind *known = kind != NULL ? vdt_schema_get_kind (kind) : NULL;

  return known != NULL ? known->asset : "other";
}

/**
 * vdt_identity_get_tokens:
 * @kind: an evidence kind, perhaps unknown
 * @fields: (nullable): its leaves
 *
 * Returns: (transfer full) (element-type VdtToken): what names the thing, the surest
 *   first; empty if the evidence names none
 */
GPtrArray *
vdt_identity_get_tokens (const char *kind,
                         VdtFields  *fields)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (token_free);
  const char *asset = vdt_identity_asset_kind (kind);
  Kind *rules = get_kind (kind);

  for (guint i = 0; rules != NULL && i < rules->keys->len; i++)
    {
      const Key *key = &g_array_index (rules->keys, Key, i);
      g_autofree char *value = key_value (key, fields);

      if (value != NULL)
        g_ptr_array_add (tokens, token_new (asset, key->level, key->type, value));
    }

  if (tokens->len == 0)
    {
      g_autofree char *leaves = all_leaves (fields);

      if (leaves != NULL)
        {
          g_autofree char *hash = vdt_sha256_hex (leaves, -1);

          hash[16] = '\0';
          g_ptr_array_add (tokens, token_new (asset, 0, kind != NULL ? kind : "unknown", hash));
        }
    }

  return tokens;
}

/**
 * vdt_identity_dup_canonical:
 * @kind: an evidence kind, perhaps unknown
 * @fields: (nullable): its leaves
 *
 * Returns: (transfer full): a text that is the same for the same thing, for ids
 */
char *
vdt_identity_dup_canonical (const char *kind,
                            VdtFields  *fields)
{
  g_autoptr(GPtrArray) tokens = vdt_identity_get_tokens (kind, fields);

  if (tokens->len == 0)
    return g_strdup ("");

  return g_strdup (((VdtToken *) g_ptr_array_index (tokens, 0))->text);
}

static void
part_free (gpointer data)
{
  VdtPart *part = data;

  vdt_fields_unref (part->fields);
  g_free (part);
}

static gboolean
add_part (GPtrArray  *parts,
          const char *kind,
          VdtFields  *fields)
{
  VdtPart *part;

  if (fields == NULL)
    return FALSE;

  part = g_new0 (VdtPart, 1);
  part->kind = kind;
  part->fields = fields;
  g_ptr_array_add (parts, part);

  return TRUE;
}

static VdtFields *
only_member (VdtFields  *fields,
             const char *member)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  gsize length = strlen (member);

  for (guint i = 0; i < vdt_fields_get_n_fields (fields); i++)
    {
      const char *path = vdt_fields_get_path (fields, i);

      if (strncmp (path, member, length) == 0 && path[length] == '.')
        vdt_fields_builder_add (builder, path, vdt_fields_get_field_type (fields, i),
                                vdt_fields_get_text (fields, i), -1);
    }

  if (vdt_fields_builder_get_size (builder) == 0)
    return NULL;

  return vdt_fields_builder_end (g_steal_pointer (&builder));
}

/**
 * vdt_identity_get_parts:
 * @kind: an evidence kind, perhaps unknown
 * @fields: (nullable): its leaves
 *
 * Returns: (transfer full) (element-type VdtPart): the things inside it that are
 *   things of their own, such as the account of a session
 */
GPtrArray *
vdt_identity_get_parts (const char *kind,
                        VdtFields  *fields)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  Kind *rules = get_kind (kind);

  for (guint i = 0; rules != NULL && i < rules->parts->len; i++)
    {
      const PartRule *rule = &g_array_index (rules->parts, PartRule, i);

      if (rule->member)
        {
          add_part (parts, rule->kind, only_member (fields, rule->path));
        }
      else if (g_str_has_suffix (rule->path, "[]"))
        {
          gboolean more = TRUE;

          for (guint n = 0; more && n < PARTS_MAX; n++)
            {
              g_autofree char *path = g_strdup_printf ("%.*s[%u]", (int) strlen (rule->path) - 2,
                                                       rule->path, n);

              more = add_part (parts, rule->kind, vdt_fields_sub (fields, path));
            }
        }
      else
        {
          add_part (parts, rule->kind, vdt_fields_sub (fields, rule->path));
        }
    }

  return parts;
}

/* NULL if a leaf that the template names says nothing. */
static char *
fill_template (const char *template,
               VdtFields  *fields)
{
  g_autoptr(GString) out = g_string_new (NULL);

  while (*template != '\0')
    {
      gsize plain = strcspn (template, "{");
      const char *end;

      g_string_append_len (out, template, plain);
      template += plain;
      if (*template == '\0')
        break;

      end = strchr (template, '}');
      if (end == NULL)
        return NULL;

      {
        g_autofree char *path = g_strndup (template + 1, end - template - 1);
        const char *text = vdt_fields_get (fields, path);
        g_autofree char *safe = NULL;

        if (text == NULL || *text == '\0')
          return NULL;

        safe = vdt_safe_text (text, -1, NAME_MAX_CHARS, NULL);
        g_string_append (out, safe);
      }
      template = end + 1;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
fill_first (const char **templates,
            const char **paths,
            VdtFields   *fields)
{
  for (guint i = 0; templates != NULL && templates[i] != NULL; i++)
    {
      char *text = fill_template (templates[i], fields);

      if (text != NULL)
        return text;
    }

  if (paths != NULL)
    {
      const char *text = first_filled (fields, (char **) paths);

      if (text != NULL)
        return vdt_safe_text (text, -1, NAME_MAX_CHARS, NULL);
    }

  return NULL;
}

/**
 * vdt_identity_dup_name:
 * @kind: an evidence kind, perhaps unknown
 * @fields: (nullable): its leaves
 *
 * Returns: (transfer full) (nullable): a short name for a person, safe to show;
 *   %NULL if no leaf says one
 */
char *
vdt_identity_dup_name (const char *kind,
                       VdtFields  *fields)
{
  const VdtEvidenceKind *known = kind != NULL ? vdt_schema_get_kind (kind) : NULL;
  Kind *rules = get_kind (kind);
  char *name = fill_first (rules != NULL ? rules->name : NULL,
                           known != NULL ? known->title_paths : NULL, fields);

  /* a kind that nobody knows: the first text that it has */
  for (guint i = 0; name == NULL && known == NULL && i < vdt_fields_get_n_fields (fields); i++)
    {
      if (vdt_fields_get_field_type (fields, i) == VDT_FIELD_STRING &&
          !is_common (vdt_fields_get_path (fields, i)) && !vdt_fields_is_empty_at (fields, i))
        name = vdt_safe_text (vdt_fields_get_text (fields, i), -1, NAME_MAX_CHARS, NULL);
    }

  return name;
}

/**
 * vdt_identity_dup_detail:
 * @kind: an evidence kind, perhaps unknown
 * @fields: (nullable): its leaves
 *
 * Returns: (transfer full) (nullable): one more line for a person, safe to show
 */
char *
vdt_identity_dup_detail (const char *kind,
                         VdtFields  *fields)
{
  const VdtEvidenceKind *known = kind != NULL ? vdt_schema_get_kind (kind) : NULL;
  Kind *rules = get_kind (kind);

  return fill_first (rules != NULL ? rules->detail : NULL,
                     known != NULL ? known->detail_paths : NULL, fields);
}

static const char *
worse_of (const char **order,
          const char  *a,
          const char  *b)
{
  for (guint i = 0; order[i] != NULL; i++)
    {
      if (g_strcmp0 (a, order[i]) == 0)
        return a;
      if (g_strcmp0 (b, order[i]) == 0)
        return b;
    }

  return a != NULL ? a : b;
}

/**
 * vdt_identity_worse_verdict:
 * @a: (nullable): a verdict
 * @b: (nullable): another one
 *
 * Returns: (nullable): the worse of the two; one that nobody knows loses
 */
const char *
vdt_identity_worse_verdict (const char *a,
                            const char *b)
{
  return worse_of (get_table ()->verdicts, a, b);
}

/**
 * vdt_identity_worse_remediation:
 * @a: (nullable): a remediation state
 * @b: (nullable): another one
 *
 * Returns: (nullable): the one that still needs more
 */
const char *
vdt_identity_worse_remediation (const char *a,
                                const char *b)
{
  return worse_of (get_table ()->remediation, a, b);
}
