using UnityEngine;
using UnityEngine.Events;
using UnityEngine.SceneManagement;

namespace Platformer2D
{
    /// <summary>The end of the level: tells it, then loads the next scene or this one again.</summary>
    [RequireComponent(typeof(Collider2D))]
    public sealed class LevelGoal : MonoBehaviour
    {
        [SerializeField, Tooltip("Scene to load; empty plays this one again.")]
        private string nextScene = "";

        [SerializeField] private UnityEvent reached = new UnityEvent();

        private void OnTriggerEnter2D(Collider2D other)
        {
            if (!other.TryGetComponent(out PlayerController2D _))
            {
                return;
            }

            reached.Invoke();
            string scene = nextScene.Length > 0 ? nextScene : SceneManager.GetActiveScene().name;
            SceneManager.LoadScene(scene);
        }
    }
}
