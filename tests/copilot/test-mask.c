/* test-mask.c: names leave as pseudonyms and come back as themselves.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-mask.h"

typedef struct
{
  const char  *text;
  const char  *masked;
  VdtMaskKinds kinds;
} Case;

static const Case cases[] = {
  { "Maria Weber signed in on ws-042.", "USER-1 signed in on HOST-1.", VDT_MASK_ALL },
  { "WS-042 and ws-0421, MWEBER and mweberson", "HOST-1 and ws-0421, USER-2 and mweberson", VDT_MASK_ALL },
  { "CONTOSO\\mweber", "CONTOSO\\USER-2", VDT_MASK_ALL },
  { "from 192.0.2.7 to 192.0.2.7:443 and 2001:db8::1", "from ADDRESS-1 to ADDRESS-1:443 and ADDRESS-2", VDT_MASK_ALL },
  { "version 10.0.19041.1 of 999.1.1.1 at 12:30:05", "version 10.0.19041.1 of 999.1.1.1 at 12:30:05", VDT_MASK_ALL },
  { "to finance@example.com, finance@example.com.", "to MAIL-1, MAIL-1.", VDT_MASK_ALL },
  { "tenant 11111111-2222-3333-4444-555555555555", "tenant GUID-1", VDT_MASK_ALL },
  { "USER-1 is a name here, HOST-9 too", "USER-3 is a name here, HOST-2 too", VDT_MASK_ALL },
  { "Maria Weber at 192.0.2.7", "Maria Weber at ADDRESS-1", VDT_MASK_ADDRESSES },
  { "Maria Weber at 192.0.2.7", "USER-1 at 192.0.2.7", VDT_MASK_USERS },
  { "", "", VDT_MASK_ALL },
  { "Zo\xc3\xab and ma\xc3\xaftre ws-042\xc3\xa9", "Zo\xc3\xab and ma\xc3\xaftre ws-042\xc3\xa9", VDT_MASK_ALL },
};

static VdtMask *
make_mask (VdtMaskKinds kinds)
{
  VdtMask *mask = vdt_mask_new (kinds);

  vdt_mask_add_name (mask, VDT_MASK_USERS, "Maria Weber");
  vdt_mask_add_name (mask, VDT_MASK_USERS, "mweber");
  vdt_mask_add_name (mask, VDT_MASK_DEVICES, "WS-042");
  vdt_mask_add_name (mask, VDT_MASK_USERS, "me");

  return mask;
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtMask) mask = make_mask (cases[i].kinds);
      g_autofree char *masked = vdt_mask_apply (mask, cases[i].text);
      g_autofree char *undone = vdt_mask_undo (mask, masked);

      g_assert_cmpstr (masked, ==, cases[i].masked);
      g_assert_cmpint (g_ascii_strcasecmp (undone, cases[i].text), ==, 0);
    }
}

/* One name, one pseudonym, over many texts; one that was never given stays. */
static void
test_consistent (void)
{
  g_autoptr(VdtMask) mask = make_mask (VDT_MASK_ALL);
  g_autofree char *first = vdt_mask_apply (mask, "192.0.2.1 then 192.0.2.2");
  g_autofree char *second = vdt_mask_apply (mask, "192.0.2.2 then 192.0.2.1");
  g_autofree char *answer = vdt_mask_undo (mask, "ADDRESS-2 talks to HOST-1 and HOST-77");
  g_autoptr(GPtrArray) list = vdt_mask_list (mask);

  g_assert_cmpstr (first, ==, "ADDRESS-1 then ADDRESS-2");
  g_assert_cmpstr (second, ==, "ADDRESS-2 then ADDRESS-1");
  g_assert_cmpstr (answer, ==, "192.0.2.2 talks to WS-042 and HOST-77");
  g_assert_cmpuint (list->len, ==, vdt_mask_get_n_names (mask));
  g_assert_cmpstr (g_ptr_array_index (list, 0), ==, "USER-1\tMaria Weber");
}

/* No name that was added is left in any text made of it. */
static void
test_nothing_left (void)
{
  g_autoptr(VdtMask) mask = vdt_mask_new (VDT_MASK_ALL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *masked = NULL;
  g_autofree char *undone = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("srv-%04u.corp.example.com", i);

      vdt_mask_add_name (mask, VDT_MASK_DEVICES, name);
      g_string_append_printf (text, "%s (%s);", name, i % 2 == 0 ? "up" : "down");
    }

  masked = vdt_mask_apply (mask, text->str);
  undone = vdt_mask_undo (mask, masked);
  g_assert_null (strstr (masked, "srv-"));
  g_assert_cmpstr (undone, ==, text->str);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/copilot/mask/cases", test_cases);
  g_test_add_func ("/copilot/mask/consistent", test_consistent);
  g_test_add_func ("/copilot/mask/nothing-left", test_nothing_left);

  return g_test_run ();
}
