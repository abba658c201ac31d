using System;
using UnityEngine;
using UnityEngine.UI;

namespace VisualNovel
{
    /// <summary>Slots to save in or to go on from; an unreadable one says why and asks before it is lost.</summary>
    public sealed class SlotsPanel : MonoBehaviour
    {
        [SerializeField] private Text title;
        [SerializeField] private Button[] slots = new Button[0];
        [SerializeField] private Text[] words = new Text[0];

        private Action<int> taken;
        private bool isSaving;
        private int asked;

        public void OpenToSave(Action<int> chosen)
        {
            Open("Save", true, chosen);
        }

        public void OpenToLoad(Action<int> chosen)
        {
            Open("Load", false, chosen);
        }

        public void Close()
        {
            gameObject.SetActive(false);
        }

        private void Open(string heading, bool saving, Action<int> chosen)
        {
            title.text = heading;
            isSaving = saving;
            taken = chosen;
            asked = -1;
            gameObject.SetActive(true);
            for (int slot = 0; slot < slots.Length; slot++)
            {
                words[slot].text = Describe(slot, out bool isUsable);
                slots[slot].interactable = saving ? slot != SaveShelf.AutoSlot : isUsable;
            }
        }

        private static string Describe(int slot, out bool isUsable)
        {
            string name = slot == SaveShelf.AutoSlot ? "Auto  " : slot + "  ";
            isUsable = false;
            if (SaveShelf.IsEmpty(slot))
            {
                return name + "Empty";
            }

            isUsable = SaveShelf.TryRead(slot, out SaveGame game, out string reason);
            return isUsable ? name + game.When + "\n" + Shortened(game.Excerpt) : name + reason;
        }

        private static string Shortened(string text)
        {
            return text.Length > 40 ? text.Substring(0, 39) + "..." : text;
        }

        private void Awake()
        {
            for (int i = 0; i < slots.Length; i++)
            {
                int slot = i;
                slots[i].onClick.AddListener(() => Take(slot));
            }
        }

        private void Take(int slot)
        {
            if (isSaving && !SaveShelf.IsEmpty(slot) && asked != slot)
            {
                asked = slot;
                words[slot].text = "Overwrite this one?\nPress again.";
                return;
            }

            Close();
            taken(slot);
        }
    }
}
