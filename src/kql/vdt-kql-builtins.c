/* vdt-kql-builtins.c
 *
 * Reads data/kql/builtins.json. A signature is one line of text there:
 *
 *   (value: Number, roundTo?: Number, arg{1,64}: long|real Constant) -> Rule(detail)
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-builtins.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-kql-arena.h"
#include "vdt-kql-resources.h"
#include "vdt-kql-returns.h"

#define N_KINDS (VDT_KQL_FUNCTION_OPERATOR + 1)

struct _VdtKqlBuiltins
{
  VdtKqlArena    *arena;
  VdtKqlFunction *functions[N_KINDS];
  guint           n_functions[N_KINDS];
  GHashTable     *by_name[N_KINDS];
};

static const char * const sections[N_KINDS] = { "functions", "aggregates", "plugins", "operators" };

static const char * const parameter_kinds[] = {
  [VDT_KQL_PARAMETER_ANY] = "Any",
  [VDT_KQL_PARAMETER_SCALAR] = "Scalar",
  [VDT_KQL_PARAMETER_TABULAR] = "Tabular",
  [VDT_KQL_PARAMETER_INTEGER] = "Integer",
  [VDT_KQL_PARAMETER_NUMBER] = "Number",
  [VDT_KQL_PARAMETER_NUMBER_OR_BOOL] = "NumberOrBool",
  [VDT_KQL_PARAMETER_SUMMABLE] = "Summable",
  [VDT_KQL_PARAMETER_ORDERABLE] = "Orderable",
  [VDT_KQL_PARAMETER_NOT_BOOL] = "NotBool",
  [VDT_KQL_PARAMETER_NOT_REAL_OR_BOOL] = "NotRealOrBool",
  [VDT_KQL_PARAMETER_NOT_DYNAMIC] = "NotDynamic",
  [VDT_KQL_PARAMETER_STRING_OR_DYNAMIC] = "StringOrDynamic",
  [VDT_KQL_PARAMETER_STRING_OR_ARRAY] = "StringOrArray",
  [VDT_KQL_PARAMETER_INTEGER_OR_ARRAY] = "IntegerOrArray",
  [VDT_KQL_PARAMETER_DYNAMIC_ARRAY] = "DynamicArray",
  [VDT_KQL_PARAMETER_DYNAMIC_BAG] = "DynamicBag",
  [VDT_KQL_PARAMETER_COMMON_SCALAR] = "CommonScalar",
  [VDT_KQL_PARAMETER_COMMON_SCALAR_OR_DYNAMIC] = "CommonScalarOrDynamic",
  [VDT_KQL_PARAMETER_COMMON_ORDERABLE] = "CommonOrderable",
  [VDT_KQL_PARAMETER_SAME_AS_FIRST] = "Parameter0",
  [VDT_KQL_PARAMETER_SAME_AS_SECOND] = "Parameter1",
};

static const char * const argument_kinds[] = {
  [VDT_KQL_ARGUMENT_CONSTANT] = "Constant",
  [VDT_KQL_ARGUMENT_LITERAL] = "Literal",
  [VDT_KQL_ARGUMENT_LITERAL_NOT_EMPTY] = "LiteralNotEmpty",
  [VDT_KQL_ARGUMENT_COLUMN] = "Column",
  [VDT_KQL_ARGUMENT_COLUMN_OF_FIRST] = "Column_Parameter0",
  [VDT_KQL_ARGUMENT_COLUMN_OF_BOTH] = "Column_Parameter0_Common",
  [VDT_KQL_ARGUMENT_STAR_ONLY] = "StarOnly",
  [VDT_KQL_ARGUMENT_STAR_ALLOWED] = "StarAllowed",
  [VDT_KQL_ARGUMENT_AGGREGATE] = "Aggregate",
  [VDT_KQL_ARGUMENT_ELEMENT] = "Expression_Parameter0_Element",
};

static const char * const names_kinds[] = {
  [VDT_KQL_NAMES_FIRST_ARGUMENT] = "FirstArgument",
  [VDT_KQL_NAMES_FIRST_ARGUMENT_VALUE] = "FirstArgumentValueIfColumn",
  [VDT_KQL_NAMES_ONLY_ARGUMENT] = "OnlyArgument",
  [VDT_KQL_NAMES_NAME_AND_FIRST_ARGUMENT] = "NameAndFirstArgument",
  [VDT_KQL_NAMES_PREFIX_AND_FIRST_ARGUMENT] = "PrefixAndFirstArgument",
  [VDT_KQL_NAMES_PREFIX_AND_BOTH_ARGUMENTS] = "PrefixAndBothArguments",
  [VDT_KQL_NAMES_PREFIX_ONLY] = "PrefixOnly",
};

static int
index_in (const char * const *list,
          guint               length,
          const char         *text)
{
  for (guint i = 0; i < length; i++)
    {
      if (list[i] != NULL && strcmp (list[i], text) == 0)
        return (int) i;
    }

  return -1;
}

/* "long|real" or one of the kinds above. */
static void
parse_kind (VdtKqlFunctionParameter *parameter,
            const char      *text)
{
  g_auto(GStrv) names = NULL;
  int kind = index_in (parameter_kinds, G_N_ELEMENTS (parameter_kinds), text);

  if (kind >= 0)
    {
      parameter->kind = (VdtKqlParameterKind) kind;
      return;
    }

  parameter->kind = VDT_KQL_PARAMETER_DECLARED;
  names = g_strsplit (text, "|", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const VdtKqlType *type = vdt_kql_type_from_name (names[i], strlen (names[i]));

      if (type == NULL)
        g_error ("builtins.json: there is no type or kind \"%s\"", names[i]);

      parameter->types |= 1u << type->kind;
    }
}

/* "name: kind", "name?: kind", "name{1,64}: kind how" */
static void
parse_parameter (VdtKqlArena     *arena,
                 VdtKqlFunctionParameter *parameter,
                 char            *text)
{
  char *colon = strchr (text, ':');
  char *brace;
  char *how;

  g_assert (colon != NULL);
  *colon = '\0';
  parameter->min = parameter->max = 1;

  if ((brace = strchr (text, '{')) != NULL)
    {
      *brace++ = '\0';
      parameter->min = (guint) strtoul (brace, &brace, 10);
      parameter->max = brace[1] == '*' ? VDT_KQL_UNBOUNDED : (guint) strtoul (brace + 1, NULL, 10);
    }
  else if (colon > text && colon[-1] == '?')
    {
      colon[-1] = '\0';
      parameter->min = 0;
    }

  parameter->name = vdt_kql_arena_strdup (arena, text);
  text = g_strstrip (colon + 1);

  if ((how = strchr (text, ' ')) != NULL)
    {
      int argument;

      *how++ = '\0';
      argument = index_in (argument_kinds, G_N_ELEMENTS (argument_kinds), how);

      if (argument < 0)
        g_error ("builtins.json: there is no way to write an argument called \"%s\"", how);

      parameter->argument = (VdtKqlArgumentKind) argument;
    }

  parse_kind (parameter, text);
}

/* Commas inside braces belong to a count. */
static GPtrArray *
split_parameters (char *text)
{
  GPtrArray *parts = g_ptr_array_new ();
  gboolean braces = FALSE;
  char *start = text;

  for (char *p = text; ; p++)
    {
      if (*p == '{')
        braces = TRUE;
      else if (*p == '}')
        braces = FALSE;
      else if ((*p == ',' && !braces) || *p == '\0')
        {
          gboolean end = *p == '\0';

          *p = '\0';
          if (*g_strstrip (start) != '\0')
            g_ptr_array_add (parts, g_strstrip (start));
          if (end)
            break;
          start = p + 1;
        }
    }

  return parts;
}

static void
parse_result (VdtKqlArena     *arena,
              VdtKqlSignature *signature,
              char            *text)
{
  char *detail;

  if (g_str_has_suffix (text, " hidden"))
    text[strlen (text) - strlen (" hidden")] = '\0';

  if (g_str_has_suffix (text, " repeating"))
    {
      text[strlen (text) - strlen (" repeating")] = '\0';
      signature->block = TRUE;
    }

  if (strcmp (text, "array") == 0)
    signature->type = vdt_kql_type_get_array (VDT_KQL_TYPE_UNKNOWN);
  else if (strcmp (text, "bag") == 0)
    signature->type = vdt_kql_type_get_bag ();
  else
    signature->type = vdt_kql_type_from_name (text, strlen (text));

  if (signature->type != NULL)
    return;

  if ((detail = strchr (text, '(')) != NULL)
    {
      *detail++ = '\0';
      detail[strlen (detail) - 1] = '\0';
      signature->detail = vdt_kql_arena_strdup (arena, detail);
    }

  signature->rule = vdt_kql_arena_strdup (arena, text);
  signature->rule_index = vdt_kql_return_rule_find (text);

  if (signature->rule_index < 0)
    g_error ("builtins.json: there is no rule \"%s\"", text);
}

static void
parse_signature (VdtKqlArena     *arena,
                 VdtKqlSignature *signature,
                 const char      *source)
{
  g_autofree char *text = g_strdup (source);
  g_autoptr(GPtrArray) parts = NULL;
  char *arrow = strstr (text, ") -> ");

  g_assert (text[0] == '(' && arrow != NULL);
  *arrow = '\0';
  parse_result (arena, signature, arrow + strlen (") -> "));

  parts = split_parameters (text + 1);
  signature->n_parameters = parts->len;
  signature->parameters = vdt_kql_arena_newn (arena, VdtKqlFunctionParameter, parts->len);

  for (guint i = 0; i < parts->len; i++)
    {
      VdtKqlFunctionParameter *parameter = &signature->parameters[i];

      parse_parameter (arena, parameter, g_ptr_array_index (parts, i));
      signature->min_arguments += parameter->min;
      signature->max_arguments += parameter->max;
    }
}

/* The words that a parameter takes, for all signatures that have it. */
static void
parse_values (VdtKqlBuiltins *self,
              VdtKqlFunction *function,
              JsonObject     *values)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, values);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonArray *list = json_node_get_array (node);
      guint n = json_array_get_length (list);
      const char **words = vdt_kql_arena_newn (self->arena, const char *, n + 1);

      for (guint i = 0; i < n; i++)
        words[i] = vdt_kql_arena_strdup (self->arena, json_array_get_string_element (list, i));

      for (guint s = 0; s < function->n_signatures; s++)
        {
          for (guint p = 0; p < function->signatures[s].n_parameters; p++)
            {
              if (strcmp (function->signatures[s].parameters[p].name, name) == 0)
                function->signatures[s].parameters[p].values = words;
            }
        }
    }
}

/* "sql": one text, or a list of {"types", "sql"} of which the first that fits counts. */
static void
parse_templates (VdtKqlBuiltins *self,
                 VdtKqlFunction *function,
                 JsonNode       *node)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  function->n_templates = list != NULL ? json_array_get_length (list) : 1;
  function->templates = vdt_kql_arena_newn (self->arena, VdtKqlTemplate, function->n_templates);

  if (list == NULL)
    {
      function->templates[0].sql = vdt_kql_arena_strdup (self->arena, json_node_get_string (node));
      return;
    }

  for (guint i = 0; i < function->n_templates; i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      const char *types = json_object_get_string_member_with_default (object, "types", NULL);

      function->templates[i].types = types != NULL ? vdt_kql_arena_strdup (self->arena, types) : NULL;
      function->templates[i].sql = vdt_kql_arena_strdup (self->arena, json_object_get_string_member (object, "sql"));
    }
}

static void
parse_function (VdtKqlBuiltins     *self,
                VdtKqlFunctionKind  kind,
                VdtKqlFunction     *function,
                JsonObject         *object)
{
  JsonArray *signatures = json_object_get_array_member (object, "signatures");
  const char *names = json_object_get_string_member_with_default (object, "names", NULL);
  const char *prefix = json_object_get_string_member_with_default (object, "prefix", NULL);
  const char *instead = json_object_get_string_member_with_default (object, "instead", NULL);

  function->kind = kind;
  function->name = vdt_kql_arena_strdup (self->arena, json_object_get_string_member (object, "name"));
  function->prefix = prefix != NULL ? vdt_kql_arena_strdup (self->arena, prefix) : NULL;
  function->instead = instead != NULL ? vdt_kql_arena_strdup (self->arena, instead) : NULL;
  function->constant = json_object_get_boolean_member_with_default (object, "constant", FALSE);
  function->hidden = json_object_get_boolean_member_with_default (object, "hidden", FALSE);

  if (names != NULL)
    {
      int index = index_in (names_kinds, G_N_ELEMENTS (names_kinds), names);

      g_assert (index >= 0);
      function->names = (VdtKqlNamesKind) index;
    }

  function->n_signatures = json_array_get_length (signatures);
  function->signatures = vdt_kql_arena_newn (self->arena, VdtKqlSignature, function->n_signatures);

  for (guint i = 0; i < function->n_signatures; i++)
    parse_signature (self->arena, &function->signatures[i],
                     json_array_get_string_element (signatures, i));

  if (json_object_has_member (object, "sql"))
    parse_templates (self, function, json_object_get_member (object, "sql"));

  if (json_object_has_member (object, "values"))
    parse_values (self, function, json_object_get_object_member (object, "values"));
}

/* The data is part of the program: what is wrong in it is a bug. */
static VdtKqlBuiltins *
builtins_load (void)
{
  VdtKqlBuiltins *self = g_new0 (VdtKqlBuiltins, 1);
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  GResource *resource = vdt_kql_get_resource ();
  JsonObject *root;

  bytes = g_resource_lookup_data (resource, "/io/github/vedette/kql/builtins.json", 0, &error);
  if (bytes == NULL ||
      !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                   (gssize) g_bytes_get_size (bytes), &error))
    g_error ("builtins.json: %s", error->message);

  self->arena = vdt_kql_arena_new ();
  root = json_node_get_object (json_parser_get_root (parser));

  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      JsonArray *list = json_object_get_array_member (root, sections[kind]);
      guint n = json_array_get_length (list);

      self->n_functions[kind] = n;
      self->functions[kind] = vdt_kql_arena_newn (self->arena, VdtKqlFunction, n);
      self->by_name[kind] = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < n; i++)
        {
          VdtKqlFunction *function = &self->functions[kind][i];

          parse_function (self, (VdtKqlFunctionKind) kind, function,
                          json_array_get_object_element (list, i));
          g_hash_table_insert (self->by_name[kind], (gpointer) function->name, function);
        }
    }

  return self;
}

/**
 * vdt_kql_builtins_get:
 *
 * Returns: (transfer none): what the language itself has; loaded once, never
 *   changed, may be read from any thread
 */
const VdtKqlBuiltins *
vdt_kql_builtins_get (void)
{
  static gsize once = 0;
  static VdtKqlBuiltins *builtins;

  if (g_once_init_enter (&once))
    {
      builtins = builtins_load ();
      g_once_init_leave (&once, 1);
    }

  return builtins;
}

const VdtKqlFunction *
vdt_kql_builtins_find (const VdtKqlBuiltins *self,
                       VdtKqlFunctionKind    kind,
                       const char           *name)
{
  g_return_val_if_fail (self != NULL && kind < N_KINDS, NULL);

  return g_hash_table_lookup (self->by_name[kind], name);
}

/**
 * vdt_kql_builtins_list:
 * @self: the built-in functions
 * @kind: which of them
 * @n_functions: (out): how many
 *
 * Returns: (array length=n_functions) (transfer none): in the data file's order
 */
const VdtKqlFunction *
vdt_kql_builtins_list (const VdtKqlBuiltins *self,
                       VdtKqlFunctionKind    kind,
                       guint                *n_functions)
{
  *n_functions = self->n_functions[kind];

  return self->functions[kind];
}

static void
append_parameter (GString               *text,
                  const VdtKqlFunctionParameter *parameter)
{
  g_string_append (text, parameter->name);
  g_string_append (text, parameter->min == 0 ? "?: " : ": ");

  if (parameter->schema != NULL)
    g_string_append (text, parameter->schema->open ? "(*)" : "table");
  else if (parameter->kind != VDT_KQL_PARAMETER_DECLARED)
    {
      g_autofree char *kind = g_ascii_strdown (parameter_kinds[parameter->kind], -1);

      g_string_append (text, kind);
    }
  else
    {
      gboolean first = TRUE;

      for (guint kind = 0; kind < VDT_KQL_N_TYPE_KINDS; kind++)
        {
          if ((parameter->types & (1u << kind)) == 0)
            continue;

          if (!first)
            g_string_append_c (text, '|');
          g_string_append (text, vdt_kql_type_get (kind)->name);
          first = FALSE;
        }
    }

  if (parameter->max > 1)
    g_string_append (text, ", …");
}

/**
 * vdt_kql_signature_dup_text:
 * @function: a function
 * @signature: one of its signatures
 *
 * Returns: (transfer full): "name(parameter: type, …)" for people
 */
char *
vdt_kql_signature_dup_text (const VdtKqlFunction  *function,
                            const VdtKqlSignature *signature)
{
  GString *text = g_string_new (function->name);

  g_string_append_c (text, '(');

  for (guint i = 0; i < signature->n_parameters; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      append_parameter (text, &signature->parameters[i]);
    }

  g_string_append_c (text, ')');

  return g_string_free (text, FALSE);
}
