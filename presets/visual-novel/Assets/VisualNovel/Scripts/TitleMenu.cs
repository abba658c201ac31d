using UnityEngine;

namespace VisualNovel
{
    /// <summary>A new game, an old one, settings.</summary>
    public sealed class TitleMenu : MonoBehaviour
    {
        [SerializeField] private string storyScene = "Story";
        [SerializeField] private Curtain curtain;
        [SerializeField] private SlotsPanel slots;
        [SerializeField] private SettingsPanel settings;

        public void NewGame()
        {
            SaveShelf.Pending = null;
            curtain.LoadScene(storyScene);
        }

        public void Load()
        {
            slots.OpenToLoad(Continue);
        }

        public void Settings()
        {
            settings.Open();
        }

        private void Continue(int slot)
        {
            if (SaveShelf.TryRead(slot, out SaveGame game, out string reason))
            {
                SaveShelf.Pending = game;
                curtain.LoadScene(storyScene);
            }
        }
    }
}
